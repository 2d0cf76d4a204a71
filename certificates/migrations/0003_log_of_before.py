from django.db import migrations

BATCH = 1000


def log_what_was(apps, schema_editor):
    """Write the log that the dates of the certificates tell of the time before there was one."""
    Certificate = apps.get_model("certificates", "Certificate")
    CertificateEvent = apps.get_model("certificates", "CertificateEvent")
    told = []
    for certificate in Certificate.objects.order_by("pk").iterator(chunk_size=BATCH):
        for kind, at, reason in _steps(certificate):
            if at:
                told.append(CertificateEvent(certificate_id=certificate.pk, kind=kind, at=at, reason=reason))
        if len(told) >= BATCH:
            CertificateEvent.objects.bulk_create(told)
            told = []
    CertificateEvent.objects.bulk_create(told)


def _steps(certificate):
    return [
        ("issued", certificate.issued_at, ""),
        ("drawn", certificate.rendered_at, ""),
        ("revoked", certificate.revoked_at, certificate.revocation_reason),
    ]


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_chain")]
    operations = [migrations.RunPython(log_what_was, migrations.RunPython.noop)]
