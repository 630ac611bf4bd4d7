"""Background encoder: the ambience behind the events (paper, Background Encoder, Fig. 3d).

Energy masking keeps the quieter half of the frames, a bidirectional LSTM reads them, and a linear
layer maps its hidden state to the background vector. A mel of zeros is silence.

A frame's energy, which the paper does not define, is the sum over its mel bins; the hidden state
is the backward one of the last layer, as in the acoustic encoder.

Shapes: B batch, M mel bins, T mel frames, H hidden units.
"""

from torch import Tensor, nn
from typing_extensions import override

from engine.model.lstm import SteadyLSTM
from engine.model.presets import GeneratorConfig


def mask_energy(mel: Tensor) -> Tensor:
    """Zero the frames whose energy is above the median over time (paper, ibid.).

    Args:
        mel: (B, M, T) with values of at least 0.

    Returns:
        The same shape; of an even number of frames, half are kept.
    """
    energy = mel.sum(dim=1, keepdim=True)  # (B, M, T) -> (B, 1, T)
    median = energy.median(dim=2, keepdim=True).values  # the lower one of two middle values
    return mel.masked_fill(energy > median, 0.0)


class BackgroundEncoder(nn.Module):
    """Energy masking, an LSTM and a linear layer (Table 3)."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.mel_bins, width = config.mel_bins, config.background_width
        self.lstm = SteadyLSTM(
            self.mel_bins, width, config.lstm_layers, batch_first=True, bidirectional=True
        )
        self.linear = nn.Linear(width, width)

    @override
    def forward(self, mel: Tensor) -> Tensor:
        """Encode the background of sounds.

        Args:
            mel: (B, M, T), any T; zeros for silence.

        Returns:
            The background vectors, (B, H).

        Raises:
            ValueError: the mel has another number of bins.
        """
        if mel.ndim != 3 or mel.shape[1] != self.mel_bins:
            raise ValueError(f"expected a mel (B, {self.mel_bins}, T), got {tuple(mel.shape)}")
        _, (hidden, _) = self.lstm(mask_energy(mel).transpose(1, 2))  # (layers * 2, B, H)
        background: Tensor = self.linear(hidden[-1])
        return background
