"""What each term weighs in the loss that the generator or the vocoder minimises."""

from training.config import GeneratorTraining, VocoderTraining
from training.run.messages import StepDone

_EVENTS_STAGE = "events"


def loss_shares(
    event: StepDone, training: GeneratorTraining | VocoderTraining
) -> list[tuple[str, float]]:
    """Each term's share of the weighted sum, the largest first; the discriminators have their own.

    The sum is Eq. 1 with the terms that the paper does not have; in the first stage it is the event
    loss alone. For a vocoder it is HiFi-GAN's.
    """
    weights = _weights(event, training)
    weighted = {
        name: weights[name] * value
        for name, value in event.losses.items()
        if name in weights and weights[name] * value > 0
    }
    total = sum(weighted.values())
    shares = [(name, value / total) for name, value in weighted.items()] if total else []
    return sorted(shares, key=lambda share: -share[1])


def _weights(event: StepDone, training: GeneratorTraining | VocoderTraining) -> dict[str, float]:
    if isinstance(training, VocoderTraining):
        return training.loss_weights
    if event.stage == _EVENTS_STAGE:
        return {"event": 1.0}
    lambda_m = training.lambda_m if event.lambda_m is None else event.lambda_m
    return {
        "mel": lambda_m,
        "adv_alignment": training.lambda_a,
        "adv_mel": training.lambda_a,
        "event": lambda_m * training.event_weight,
        "contrastive": lambda_m * training.contrastive_weight,
    }
