"""The words by which identifiers are known, in Spanish, English, French, Portuguese and Arabic."""

# --- Letters: the same for Python and for browsers, and so no \w, \d or \b anywhere -------------------------
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪİŁŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ"
LOWER = "a-zß-öø-ÿāăąćčďđēęěğīıłńňōőřśşšţťūůűźżž"
ARABIC = "\u0620-\u064a\u0671-\u06d3"
LETTER = f"A-Za-zÀ-ÖØ-öø-ɏ{ARABIC}"

_MONTHS = """
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
january february march april may june july august september october november december
jan feb mar apr jun jul aug sept sep oct nov dec
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
يناير فبراير مارس أبريل ابريل نيسان مايو أيار يونيو حزيران يوليو تموز أغسطس آب سبتمبر أيلول أكتوبر نوفمبر ديسمبر
شباط آذار جانفي فيفري أفريل ماي جوان جويلية أوت
"""
MONTHS = _MONTHS.split()

# --- What stands before the number of a document or a record -----------------------------------------------
DOCUMENTS = [
    *("dni", "nie", "nif", "curp", "rfc", "cédula", "cedula", "cédula de identidad", "cédula de ciudadanía"),
    *("pasaporte", "documento de identidad", "carné de identidad", "carnet de identidad", "salvoconducto"),
    *("nss", "número de seguridad social", "tarjeta sanitaria", "tarjeta de residencia", "rut"),
    *("expediente", "expediente clínico", "historia clínica", "nhc", "número de historia", "folio"),
    *("passport", "passport number", "id number", "id card", "identity card", "national id", "ssn", "nhs number"),
    *("social security number", "alien number", "a-number", "unhcr number", "case number", "visa number"),
    *("mrn", "medical record", "medical record number", "patient id", "patient number", "file number"),
    *("passeport", "carte d['’]identité", "cni", "titre de séjour", "numéro de sécurité sociale", "nir", "ipp"),
    *("dossier", "dossier médical", "numéro de dossier", "carte de séjour", "récépissé", "carte vitale"),
    *("rg", "cpf", "passaporte", "cartão sus", "cns", "rne", "rnm", "crnm", "bilhete de identidade", "carteira de"),
    *("prontuário", "prontuario", "cartão de cidadão", "número de utente", "utente", "processo clínico"),
]
ARABIC_DOCUMENTS = [
    *("جواز السفر", "جواز سفر", "جوازه", "جوازها", "بطاقة الهوية", "هويته", "هويتها", "الهوية", "الرقم الوطني"),
    *("رقم الملف", "الملف الطبي", "ملف طبي", "ملفه", "ملفها", "الملف", "رقم المريض", "السجل الطبي", "الإقامة"),
    *("رقم الهوية", "الضمان الاجتماعي", "بطاقة اللجوء", "رقم القضية", "بطاقة الإقامة"),
]
# What may stand between that word and the number.
NUMBER_WORDS = [
    *("no", "n", "nº", "n°", "núm", "num", "número", "number", "numéro", "nro", "nr", "id", "is", "es", "est", "é"),
    *("de", "del", "du", "do", "da", "la", "le", "o", "the", "con", "com", "with", "avec", "of", "patient", "médico"),
    *("medical", "médica", "clínico", "clínica", "paciente", "tiene", "رقم", "هو", "الرقم", "رقمه", "رقمها", "برقم"),
]

# --- Phones and births -------------------------------------------------------------------------------------
PHONE_WORDS = [
    *("teléfono", "telefono", "tel", "tlf", "tfno", "móvil", "movil", "celular", "cel", "whatsapp", "wasap"),
    *("phone", "phone number", "mobile", "cell", "call him", "call her", "ring her", "ring him"),
    *("téléphone", "telephone", "tél", "portable", "gsm", "joignable au", "telefone", "celular", "telemóvel", "zap"),
    *("هاتف", "هاتفه", "هاتفها", "الهاتف", "جوال", "جواله", "جوالها", "الجوال", "موبايل", "واتساب", "تلفون"),
]
BIRTH_WORDS = [
    *("nació", "nacio", "nacido", "nacida", "fecha de nacimiento", "f. ?nac", "f. ?n", "fdn"),
    *("born", "date of birth", "birth date", "birthdate", "dob", "d.o.b"),
    *("née?", "date de naissance", "naissance", "ddn"),
    *("nasceu", "nascido", "nascida", "data de nascimento", "dn", "nascimento"),
    *(
        "ولد",
        "ولدت",
        "مواليد",
        "مولود",
        "مولودة",
        "تاريخ الميلاد",
        "تاريخ ميلاده",
        "تاريخ ميلادها",
        "المولود",
        "المولودة",
    ),
]

# --- People ------------------------------------------------------------------------------------------------
PATIENTS = [
    *("paciente", "usuaria", "usuario", "señora", "señor", "solicitante", "patient", "patiente", "migrante"),
    *("utente", "senhora", "senhor", "beneficiaria", "beneficiario", "doente", "usager", "usagère"),
]
# "Patient" at the beginning is as often Patient Safety.
PATIENTS_FIRST = [word.capitalize() for word in PATIENTS if word != "patient"]
TITLES = [
    *("Sr", "Sra", "Srta", "Don", "Doña", "Mr", "Mrs", "Ms", "Miss", "M", "Mme", "Mlle", "Monsieur", "Madame"),
    *("señor", "señora", "Señor", "Señora", "senhor", "senhora", "Senhor", "Senhora", "Seu", "Dona"),
]
NAMED = [
    *("se llama", "llamado", "llamada", "de nombre", "named", "called", "whose name is", "s['’]appelle", "nommée?"),
    *("prénommée?", "appelée?", "se chama", "chama-se", "chamado", "chamada", "de nome", "name is", "nombre es"),
]
_GIVEN = """
Aisha Alberto Alejandra Alejandro Ali Aline Amadou Amal Amina Amine Ana Anastasia André Andrea Andrés Ángela Angélica
Anne Antonia Antonio Aurélie Awa Ayşe Beatriz Bernard Bilal Camila Carla Carlos Carmen Carolina Catherine Cecilia Célia
Christine Claudia Cristina Cristian Daniel Daniela David Diana Diego Edgar Eduardo Elena Elizabeth Emma Emmanuel
Ernesto Esperanza Esther Eva Fanta Farid Fatima Fátima Fatou Fatoumata Felipe Fernanda Fernando Florence Francisca
Francisco François Françoise Gabriel Gabriela Gloria Grace Guadalupe Guillermo Hassan Héctor Hélène Hussein Ibrahim
Ignacio Inês Irina Isabel Ismael Ivan Jacques James Javier Jean Jeanne Jennifer Jesús Joana João John Johanna Jorge
José Joseph Josefina Juan Juana Juliana Julio Karim Karina Khadija Khaled Laila Laura Leticia Leyla Lina Lucía Luciana
Luis Luísa Luiz Luz Mamadou Manoel Manuel Manuela Marcela Marcos Margarita María Maria Mariam Mariama Mariana Marie
Mario Marta Martha Mary Mateo Mehmet Mercedes Michael Miguel Milagros Mohamed Mohammad Mohammed Moussa Muhammad Nadia
Natalia Nicolás Nour Olga Olivier Omar Oscar Óscar Ousmane Pablo Patricia Paul Paula Paulo Pedro Philippe Pierre Rafael
Raúl Raquel Raimundo Rebeca Ricardo Roberto Rodrigo Rosa Rosario Ruth Salma Samira Samuel Sandra Sara Sarah Sergio
Silvia Sofía Sophie Svetlana Teresa Thérèse Thiago Tomás Valentina Verónica Víctor Victoria Virginia Wanjiru Ximena
Yasmin Yesenia Yolanda Youssef Yusuf Zainab Zeinab Zoila
"""
GIVEN = _GIVEN.split()
_ARABIC_GIVEN = """
محمد أحمد احمد علي حسن حسين إبراهيم ابراهيم يوسف عمر خالد سعيد محمود مصطفى عبدالله عبد طارق كريم سامي فريد ياسر بلال
فاطمة عائشة مريم زينب خديجة سارة ليلى نور سلمى هدى أمينة امينة رانيا سميرة نادية ياسمين هالة منى رنا آمنة حليمة زهرة
"""
ARABIC_GIVEN = _ARABIC_GIVEN.split()
ARABIC_NAMED = ["اسمه", "اسمها", "يدعى", "تدعى", "اسم المريض", "اسم المريضة", "المدعو", "المدعوة", "تسمى", "يسمى"]
ARABIC_PATIENTS = ["المريض", "المريضة", "مريض", "مريضة", "السيد", "السيدة", "المراجع", "المراجعة", "اللاجئ", "اللاجئة"]

# --- Addresses ---------------------------------------------------------------------------------------------
STREETS_BEFORE = [
    *("calle", "c/", "avenida", "avda", "av", "carrera", "cra", "pasaje", "jirón", "jr", "calzada", "manzana"),
    *("rua", "travessa", "alameda", "estrada", "praça"),
]
FRENCH_STREETS = ["rue", "avenue", "boulevard", "bd", "chemin", "impasse", "allée", "quai", "place"]
ENGLISH_STREETS = ["Street", "St", "Road", "Rd", "Avenue", "Ave", "Lane", "Drive", "Boulevard", "Blvd", "Court"]
ARABIC_STREETS = ["شارع", "عمارة", "بناية", "زقاق", "درب"]
# General addresses of institutions.
OFFICES = [
    *("info", "contact", "contacto", "contato", "support", "help", "helpdesk", "office", "admin", "press", "prensa"),
    *("noreply", "no-reply", "secretaria", "secretariat", "secretaría", "formation", "formacion", "training", "who"),
    *("cursos", "courses", "data", "datos", "library", "biblioteca", "publications", "ayuda", "atencion", "accueil"),
]
