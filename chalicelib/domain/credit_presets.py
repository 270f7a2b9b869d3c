"""Credit types that fit a board, to begin with: numbers and statements are the organizer's to add.

docs/certificate.md says what each is taken from, and which texts were read.
"""

from chalicelib.domain.credit_type import CreditType

PRESETS = (
    CreditType("il", "Illinois clock hours", increment_minutes=15),
    CreditType("tx", "Texas CPE clock hours"),
    CreditType("ctle", "CTLE hours"),
    CreditType("iacet", "IACET CEUs", unit="CEUs", minutes_per_unit=600, places=1),
    CreditType("nbcc", "NBCC clock hours", increment_minutes=15),
)
