"""Each term's share of the loss of the generator or the vocoder."""

from training.baseline_config import BaselineTraining
from training.config import Training, VocoderTraining
from training.run.messages import StepDone

_EVENTS_STAGE = "events"


def loss_shares(event: StepDone, training: Training) -> list[tuple[str, float]]:
    """Each term's share of the weighted sum, largest first, without the discriminators' own losses.

    The sum is Eq. 1 plus the terms that are not in the paper; in the first stage, the event loss
    alone; for a vocoder, that of HiFi-GAN.
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


def _weights(event: StepDone, training: Training) -> dict[str, float]:
    if isinstance(training, BaselineTraining):
        return {"mel": training.lambda_m, "adv": 1.0}
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
