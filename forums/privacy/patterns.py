"""Patterns of identifiers, as data: `(kind, source of a regular expression, flags)`, the surest first.

They are written in what Python's `re` and JavaScript's `RegExp` (flag `u`) read alike: explicit letters and digits,
lookbehind of one fixed length, bounded repetition. Digits of other scripts are turned into 0-9 before.

Decided: numbers that everybody may call are nobody's (short codes such as 911 or 112, free lines such as 1-800…);
an age, a first name, a year or a month alone identify nobody; general addresses of institutions are no e-mail address
of a person.
"""

from forums.privacy import words

HERE = f"(?<![{words.LETTER}0-9])"
END = f"(?![{words.LETTER}0-9])"
NAME = f"[{words.UPPER}][{words.LOWER}]+(?:-[{words.UPPER}][{words.LOWER}]+)?"
PARTICLE = "(?:(?:de|del|de la|da|do|dos|van|von|ben|bin|bint|el|al|El|Al) )?"
SURNAMES = f"(?: {PARTICLE}{NAME})"
WORD_AR = f"[{words.ARABIC}]{{2,15}}"
GAP = "[^.!?؟\\n]"


def _any(alternatives):
    """One of the alternatives, the longest first; spaces and stops are written plainly in them."""
    longest_first = sorted(set(alternatives), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(word.replace(".", "\\.").replace("/", "\\/") for word in longest_first) + ")"


def _either_case(alternatives):
    """As they stand in a sentence and at its beginning."""
    return _any([*alternatives, *(word[:1].upper() + word[1:] for word in alternatives)])


MONTH = _either_case(words.MONTHS)
YEAR = "(?:19|20)[0-9]{2}"
DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
DATE = (
    f"(?:{DAY}[\\/.-]{DAY}[\\/.-](?:{YEAR}|[0-9]{{2}})|{YEAR}[\\/-](?:0?[1-9]|1[0-2])[\\/-]{DAY}"
    f"|{DAY}(?:er|º|st|nd|rd|th)?,? (?:de |of )?{MONTH}\\.?,? (?:de |del |of )?{YEAR}"
    f"|{MONTH}\\.? {DAY}(?:st|nd|rd|th)?,? {YEAR}){END}"
)
NO_AGE = "(?! (?:después|antes|atrás|depois|atrás|après|plus|más|mais|later|ago|de (?!edad|idade)|d['’](?!âge)))"
AGE = (
    f"(?:{HERE}(?:aged?|edad|idade|âgée? de|عمره|عمرها|العمر|البالغة?)(?: of| de|:)? ?(?:من العمر )?[0-9]{{1,3}}{END}"
    f"|{HERE}[0-9]{{1,3}}(?: ?años| ?anos| ?ans){END}{NO_AGE}"
    f"|{HERE}[0-9]{{1,3}}[- ]years?[- ]old{END}|{HERE}[0-9]{{1,3}} ?(?:y\\/o|yo|yrs){END}"
    f"|{HERE}[0-9]{{1,3}} (?:meses de edad|months old|mois{END}(?= et|,|\\))|سنة|سنوات|عاما|عامًا|عاماً|ربيعا){END})"
)
FREE_LINE = "(?!(?:\\+?1[- .]?)?\\(?(?:800|888|877|866|855|844|833)[)]?[- .]|0[- .]?[89]0{1,2}[- .]?[0-9]|900[- .])"
IDENTIFIER = f"(?!{YEAR}[-\\/ ](?:{YEAR}|[0-9]{{2}}){END})"  # 2019-2020 are years
IDENTIFIER += "(?=(?:[^0-9\\n]{0,4}[0-9]){5})[A-Za-z]{0,4}[ -]?[0-9][A-Za-z0-9]{0,15}"
IDENTIFIER += "(?:[.\\/ -][A-Za-z]?[0-9][A-Za-z0-9]{0,12}){0,5}(?:-[A-Za-z0-9])?"
GIVEN = f"(?<!San )(?<!Santa )(?<!São )(?<!Saint )(?<!Santo )(?<!St )(?<!St\\. ){HERE}{_any(words.GIVEN)}{END}"

_number_words = f"(?:[ .:,#()°º-]{{0,3}}{_any(words.NUMBER_WORDS)}{END}){{0,3}}[ .:,#()°º-]{{1,4}}"

EMAIL = (
    f"(?<![{words.LETTER}0-9._%+-])(?!{_any(words.OFFICES)}@)"
    "[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.){1,5}[A-Za-z]{2,24}"
)
BORN = f"{HERE}{_any(words.BIRTH_WORDS)}{END}{GAP}{{0,25}}?{HERE}{DATE}"
NUMBERED = f"{HERE}{_any(words.DOCUMENTS)}{END}{_number_words}{IDENTIFIER}{END}"
NUMBERED_AR = f"(?:{HERE}[وبل]?{_any(words.ARABIC_DOCUMENTS)}){END}{_number_words}{IDENTIFIER}{END}"
SHAPES = (
    f"{HERE}(?:[A-Z]{{4}}[0-9]{{6}}[HM][A-Z]{{5}}[A-Z0-9][0-9]"  # CURP, Mexico
    "|[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}"  # CPF, Brazil
    "|[0-9]{8}-?[A-HJ-NP-TV-Z]|[0-9]{2}\\.[0-9]{3}\\.[0-9]{3}-[A-Z]|[XYZ]-?[0-9]{7}-?[A-Z]"  # DNI and NIE, Spain
    "|[0-9]{3}-[0-9]{2}-[0-9]{4}|A-?[0-9]{3}-[0-9]{3}-[0-9]{3}"  # social security and alien number, United States
    "|[12] [0-9]{2} (?:0[1-9]|1[0-2]) [0-9]{2} [0-9]{3} [0-9]{3}(?: [0-9]{2})?"  # NIR, France
    f"){END}"
)
PHONE = (
    f"(?<![{words.LETTER}0-9.,\\/-]){FREE_LINE}(?:\\+[0-9](?:[ ().-]{{0,2}}[0-9]){{7,13}}"
    "|00[1-9](?:[ .-]?[0-9]){8,13}"
    "|\\(?[0-9]{3}\\)?[ .-][0-9]{3}-[0-9]{4}|\\([0-9]{2,3}\\) ?[0-9]{4,5}-?[0-9]{4}|[679][0-9]{2}-[0-9]{3}-[0-9]{3}"
    f"|0[1-9](?:[ .-][0-9]{{2}}){{4}}|0[1-9][0-9]{{8,9}}){END}"
)
PHONE_SAID = (
    f"{HERE}(?:[وب]?{_any(words.PHONE_WORDS)}){END}(?:[ .:,()-]{{0,3}}{_any(words.NUMBER_WORDS)}{END}){{0,2}}"
    f"[ .:()-]{{1,4}}{FREE_LINE}[+0-9](?:[ ().-]?[0-9]){{6,14}}{END}"
)
PATIENT = (
    f"{HERE}{_any([*words.PATIENTS, *words.PATIENTS_FIRST])}(?:,? {_any(words.NAMED)})?,?:? "
    f"(?:{_any(words.GIVEN)}{END}{SURNAMES}{{0,3}}|{NAME}{SURNAMES}{{1,3}})"
)
NAME_THEN = f"{GIVEN}{SURNAMES}{{0,3}},? ?\\(?(?:de |of |con |com |avec |who is |qui a |que tiene |tem |tiene )?{AGE}"
FULL_NAME_THEN = f"{HERE}{NAME}{SURNAMES}{{1,3}}(?:, | \\()(?:de )?{AGE}"
NAME_DATED = f"{GIVEN}{SURNAMES}{{1,3}}[^.!?؟\\n0-9]{{1,40}}{DATE}"
TITLED = f"{HERE}{_any(words.TITLES)}\\.? {PARTICLE}{NAME}{SURNAMES}{{0,3}}[^.!?؟\\n]{{1,60}}?(?:{AGE}|{HERE}{DATE})"
AGE_NAMED = f"{AGE}{GAP}{{0,60}}?{HERE}{_any(words.NAMED)} {NAME}{SURNAMES}{{0,3}}"
NAMED_AGE = f"{HERE}{_any(words.NAMED)} {NAME}{SURNAMES}{{0,3}}{GAP}{{1,60}}?{AGE}"
AGE_GIVEN = f"{AGE},? \\(?{GIVEN}{SURNAMES}{{1,3}}"
NAMED_AR = f"{HERE}و?{_any(words.ARABIC_NAMED)}{END}[ :]{{1,3}}{WORD_AR}(?: {WORD_AR}){{0,3}}"
ABOUT_AR = f"(?:{AGE}|{HERE}{DATE})"
PATIENT_AR = f"{HERE}[ولب]?{_any(words.ARABIC_PATIENTS)}{END} {_any(words.ARABIC_GIVEN)}{END}(?: {WORD_AR}){{0,3}}"
GIVEN_AR = f"{HERE}{_any(words.ARABIC_GIVEN)}{END}(?: {WORD_AR}){{0,2}}[ ،,(]{{1,3}}{ABOUT_AR}"
ADDRESS = (
    f"{HERE}{_either_case(words.STREETS_BEFORE)}\\.? ?(?:(?:de|da|do|la|las|los|del|dos|das) ){{0,2}}{NAME}"
    f"(?: (?:(?:de|del|da|do|la|y|e) ){{0,2}}{NAME}){{0,4}},? ?"
    f"(?:#|n\\.?[º°o]?\\.?|núm\\.?|número|nº)? ?[0-9]{{1,5}}{END}"
)
ADDRESS_FR = (
    f"{HERE}[0-9]{{1,4}}(?: bis| ter)?,? {_any(words.FRENCH_STREETS)} (?:(?:de|du|des|la|le|l['’]) ?){{0,2}}{NAME}"
)
ADDRESS_EN = f"{HERE}[0-9]{{1,5}} {NAME}(?: {NAME}){{0,2}} {_any(words.ENGLISH_STREETS)}{END}"
ADDRESS_AR = (
    f"{HERE}[فبو]?{_any(words.ARABIC_STREETS)} {WORD_AR}(?: {WORD_AR}){{0,3}}[ ،,]{{1,3}}(?:رقم )?[0-9]{{1,5}}{END}"
)

PATTERNS = [
    ("email", EMAIL, "i"),
    ("birth", BORN, "i"),
    ("number", NUMBERED, "i"),
    ("number", NUMBERED_AR, ""),
    ("number", SHAPES, ""),
    ("phone", PHONE_SAID, "i"),
    ("phone", PHONE, ""),
    *(("name", source, "") for source in (TITLED, PATIENT, NAME_THEN, FULL_NAME_THEN, NAME_DATED)),
    *(("name", source, "") for source in (AGE_NAMED, NAMED_AGE, AGE_GIVEN)),
    ("name", f"{NAMED_AR}{GAP}{{1,60}}?{ABOUT_AR}", ""),
    ("name", f"{ABOUT_AR}{GAP}{{1,60}}?{NAMED_AR}", ""),
    ("name", PATIENT_AR, ""),
    ("name", GIVEN_AR, ""),
    *(("address", source, "") for source in (ADDRESS_FR, ADDRESS_EN, ADDRESS_AR)),
    ("address", ADDRESS, ""),
]
# Addresses of pages, mentions of colleagues, numbers of publications.
BLANKED = [
    "https?:\\/\\/[^\\s<>)\\]]{1,500}",
    "@\\[[^\\]\\n]{1,200}\\]\\([0-9a-f-]{1,36}\\)",
    "(?:doi:? ?)?10\\.[0-9]{4,9}\\/[^\\s<>)\\]]{1,200}",
    "(?:isbn|issn|pmid|orcid)(?:-1[03])?:? ?[0-9xX -]{6,20}",
]

# What is long in many patterns is sent to browsers once: `{{name}}` stands for it.
PARTS = {
    "given": _any(words.GIVEN),
    "date": DATE,
    "age": AGE,
    "named": _any(words.NAMED),
    "given_ar": _any(words.ARABIC_GIVEN),
    "surname": SURNAMES,
    "end": END,
    "here": HERE,
}


def as_data():
    """{"parts": [[name, source]], "patterns": [[kind, source, flags]], "blanked": [source]}, for a browser.

    `{{name}}` in a pattern stands for the part of that name.
    """
    return {
        "parts": [[name, source] for name, source in PARTS.items()],
        "patterns": [[kind, _shortened(source), flags] for kind, source, flags in PATTERNS],
        "blanked": BLANKED,
    }


def _shortened(source):
    for name, part in PARTS.items():
        source = source.replace(part, f"{{{{{name}}}}}")
    return source
