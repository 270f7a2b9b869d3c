"""What an account holds at one conference: its claim, certificates and deliveries."""

from dataclasses import dataclass

from chalicelib.domain.certificate import Certificate
from chalicelib.domain.claim import Claim
from chalicelib.domain.delivery import Delivery


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an account holds at one conference; certificates by number, oldest first."""

    claim: Claim
    certificates: tuple[Certificate, ...] = ()
    deliveries: tuple[Delivery, ...] = ()

    @property
    def latest(self) -> Certificate | None:
        """The certificate made last."""
        return self.certificates[-1] if self.certificates else None

    def deliveries_of(self, number: int) -> tuple[Delivery, ...]:
        """The deliveries of one certificate, by round."""
        return tuple(delivery for delivery in self.deliveries if delivery.number == number)

    def deliveries_of_round(self, certificate: Certificate) -> tuple[Delivery, ...]:
        """The deliveries of a certificate's latest round."""
        return tuple(
            delivery
            for delivery in self.deliveries_of(certificate.location.number)
            if delivery.round == certificate.round
        )
