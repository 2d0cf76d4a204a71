"""The signature: valid for two validators, by the right key, and never the reason why a certificate is lost."""

import io
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pikepdf
import pytest
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from asn1crypto.keys import PrivateKeyInfo
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates import checks, keys, paper, signing
from certificates.actions import render
from certificates.models import Certificate
from tests.certificates.test_paper import certificate
from tests.certificates.verapdf import faults
from tests.factories.certificates import certify

NOWHERE = "http://127.0.0.1:9/"  # the port "discard", where nothing answers


@pytest.fixture(scope="module")
def drawn():
    return paper.draw(certificate())


@pytest.fixture
def key_file(tmp_path, settings):
    """A pair made by the command, and used."""
    path = tmp_path / "new" / "2027.pem"
    call_command("make_signing_key", str(path), verbosity=0, stdout=io.StringIO())
    settings.CERTIFICATE_SIGNING_KEY = settings.CERTIFICATE_SIGNING_CERT = str(path)
    signing.held_key.cache_clear()
    yield path
    signing.held_key.cache_clear()


def validated(pdf, root=None):
    """pyHanko's verdict, with nothing trusted but `root`, our own certificate by default."""
    root = root or signing.held_key().signing_cert
    signature = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
    context = ValidationContext(trust_roots=[root], allow_fetching=False)
    with ThreadPoolExecutor(1) as own:  # a browser's driver may run an event loop in this one
        contexts = {"signer_validation_context": context, "ts_validation_context": context}
        return own.submit(validate_pdf_signature, signature, **contexts).result()


def test_signature_is_valid_and_covers_the_whole_file(drawn):
    verdict = validated(signing.sign(drawn))
    assert verdict.bottom_line
    assert verdict.trusted
    assert verdict.coverage.name == "ENTIRE_FILE"
    assert verdict.modification_level == ModificationLevel.NONE
    assert verdict.pkcs7_signature_mechanism == "sha256_ecdsa"


def test_signature_is_pades_and_forbids_changes(drawn):
    with pikepdf.open(io.BytesIO(signing.sign(drawn))) as document:
        signature = document.Root.Perms.DocMDP
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert signature.Reference[0].TransformParams.P == 1
        assert document.Root.AcroForm.Fields[0].TU == "Camino"


def test_signature_is_valid_for_poppler_and_names_the_issuer(drawn, tmp_path):
    file = tmp_path / "it.pdf"
    file.write_bytes(signing.sign(drawn))
    said = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "Signer Certificate Common Name: Camino" in said


def test_changed_byte_is_found(drawn):
    signed = bytearray(signing.sign(drawn))
    signed[len(drawn) // 2] ^= 1
    assert not validated(bytes(signed)).intact


def test_what_is_added_afterwards_is_found(drawn):
    writer = IncrementalPdfFileWriter(io.BytesIO(signing.sign(drawn)))
    writer.root["/Lang"] = generic.TextStringObject("eo")
    writer.update_root()
    writer.write(result := io.BytesIO())
    verdict = validated(result.getvalue())
    assert verdict.intact
    assert not verdict.bottom_line


def test_own_pair_is_made_once_and_for_nobody_else_to_read(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    first, _certificates = keys.load_pair()
    again, certificates = keys.load_pair()
    path = tmp_path / keys.OWN_FILE
    assert first.private_numbers() == again.private_numbers()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]
    assert certificates[0].not_valid_after_utc > timezone.now() + timedelta(days=365 * 9)


def test_new_key_signs_new_files_and_old_files_stay_valid(drawn, key_file):
    old = signing.sign(drawn)
    old_root = signing.held_key().signing_cert
    key_file.unlink()
    keys.make_pair(key_file)
    signing.held_key.cache_clear()
    new = signing.sign(drawn)
    assert validated(old, old_root).bottom_line
    assert validated(new).bottom_line
    assert not validated(new, old_root).trusted


def test_key_and_certificates_may_be_written_into_the_settings(key_file, settings):
    text = key_file.read_text().replace("\n", "\\n")
    settings.CERTIFICATE_SIGNING_KEY = text
    settings.CERTIFICATE_SIGNING_CERT = text[text.index("-----BEGIN CERTIFICATE") :]
    _key, certificates = keys.load_pair()
    assert certificates[0] == x509.load_pem_x509_certificate(key_file.read_bytes())


def test_command_never_overwrites_a_key(key_file):
    with pytest.raises(CommandError, match="is there already"):
        call_command("make_signing_key", str(key_file))


def pem(curve):
    key = ec.generate_private_key(curve)
    arguments = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*arguments).decode()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (pem(ec.SECP256R1()), "is not that of the key"),
        (pem(ec.SECP384R1()), "P-256"),
        ("-----BEGIN NOTHING", "is not PEM"),
        ("/nowhere/key.pem", "CERTIFICATE_SIGNING_KEY"),
    ],
    ids=["of another", "other curve", "no key", "no file"],
)
def test_key_that_is_of_no_use_is_an_error_of_the_check(key_file, settings, key, said):
    settings.CERTIFICATE_SIGNING_KEY = key
    with pytest.raises(ImproperlyConfigured, match=said):
        keys.load_pair()
    (error,) = checks.find_signing_key()
    assert error.id == "certificates.E001"


def test_check_warns_of_a_certificate_that_has_expired(key_file, time_machine_in_20_years):
    (warning,) = checks.find_signing_key()
    assert warning.id == "certificates.W003"


@pytest.fixture
def time_machine_in_20_years(monkeypatch):
    later = timezone.now() + timedelta(days=365 * 20)
    monkeypatch.setattr(checks.timezone, "now", lambda: later)


def test_check_for_production_warns_of_a_key_of_our_own(settings):
    settings.CERTIFICATE_SIGNING_KEY = ""
    (warning,) = checks.find_own_key()
    assert warning.id == "certificates.W004"


def test_checks_say_nothing_of_a_good_key(key_file):
    assert checks.find_signing_key() == checks.find_own_key() == []


@pytest.fixture
def time_stamps(settings):
    """A service of our own that stamps with the time, over HTTP; its address is in the settings."""
    stamper = _stamper()

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(stamper.request_tsa_response(request).dump())

        def log_message(self, *_args):
            pass

    with HTTPServer(("127.0.0.1", 0), Service) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.CERTIFICATE_TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
        yield
        server.shutdown()


def _stamper():
    key, now = rsa.generate_private_key(65537, 2048), timezone.now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Clock")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    root = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    arguments = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret = PrivateKeyInfo.load(key.private_bytes(*arguments))
    certificate = asn1_x509.Certificate.load(root)
    return DummyTimeStamper(tsa_cert=certificate, tsa_key=secret, certs_to_embed=SimpleCertificateStore())


def test_time_stamp_is_put_into_the_signature(drawn, time_stamps):
    signed = signing.sign(drawn)
    verdict = validated(signed)
    assert verdict.intact
    assert verdict.timestamp_validity.intact
    assert faults(signed, "PDF/A-3A") == faults(signed, "PDF/UA-1") == set()


@pytest.mark.django_db
def test_silent_time_stamp_service_loses_no_certificate(course, amina, settings, on_commit):
    settings.CERTIFICATE_TIMESTAMP_URL = NOWHERE
    it = certify(on_commit, course, amina)
    assert it.is_valid
    assert not it.rendered_at
    settings.CERTIFICATE_TIMESTAMP_URL = ""
    call_command("render_certificates", stdout=io.StringIO())
    it.refresh_from_db()
    assert it.rendered_at
    assert validated(it.pdf.read()).bottom_line


@pytest.mark.django_db
def test_rendering_anew_leaves_the_signed_file(course, amina, on_commit):
    it = certify(on_commit, course, amina)
    content = it.pdf.read()
    assert render(certificate=it).sha256 == it.sha256
    with Certificate.objects.get(pk=it.pk).pdf.open() as file:
        assert file.read() == content
