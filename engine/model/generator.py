"""The generator: three encoders and the decoder that combines their outputs (paper, Fig. 2, 3a).

The paper concatenates the three "along the time dimension"; as they have equal lengths and
different widths, it can only mean the channels: 8 + 256 + 128 = 392.

The parts can be called separately, so that a new reference does not encode the video again.

Shapes: B batch, F video frames, T mel frames, M mel bins.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.model.acoustic_encoder import AcousticEncoder, StatisticsEncoder
from engine.model.background_encoder import BackgroundEncoder
from engine.model.mel_decoder import MelDecoder
from engine.model.presets import GeneratorConfig
from engine.model.temporal_encoder import TemporalEncoder

# Standard deviation of the normal distribution that initialises convolutions and linear layers; the
# paper gives none, this is REGNET's.
INITIAL_DEVIATION = 0.02


class GeneratorOutput(NamedTuple):
    """A generated mel and the information it was decoded from.

    Attributes:
        mel: (B, M, 4F).
        code: temporal code, (B, 8, F).
        timbre: timbre vectors, (B, 256).
        background: background vectors, (B, 128).
    """

    mel: Tensor
    code: Tensor
    timbre: Tensor
    background: Tensor


class Generator(nn.Module):
    """The complete generator; widths in the docstrings are those of the `paper` preset."""

    def __init__(self, config: GeneratorConfig) -> None:
        """Build a generator of any size, with torch's default initialisation."""
        super().__init__()
        pools = config.timbre_pooling == "attentive_statistics"
        self.temporal_encoder = TemporalEncoder(config)
        self.acoustic_encoder = StatisticsEncoder(config) if pools else AcousticEncoder(config)
        self.background_encoder = BackgroundEncoder(config)
        self.mel_decoder = MelDecoder(config)

    def temporal_code(self, features: Tensor) -> Tensor:
        """Encode features (B, 2048, F) into the temporal code (B, 8, F)."""
        code: Tensor = self.temporal_encoder(features)
        return code

    def timbre(self, mel: Tensor, source: torch.Generator | None = None) -> Tensor:
        """Encode reference mels (B, M, T) into timbre vectors (B, 256).

        A random source keeps the random resampling active in evaluation, for variations.
        """
        timbre: Tensor = self.acoustic_encoder(mel, source)
        return timbre

    def background(self, mel: Tensor) -> Tensor:
        """Encode mels (B, M, T) into background vectors (B, 128); zeros are silence."""
        background: Tensor = self.background_encoder(mel)
        return background

    @property
    def aligned(self) -> bool:
        """Whether the decoder needs the reference's hits, laid under the events."""
        return self.mel_decoder.aligned

    def decode(
        self, code: Tensor, timbre: Tensor, background: Tensor, aligned: Tensor | None = None
    ) -> Tensor:
        """Decode the three kinds of information into a mel.

        Args:
            code: temporal code, (B, 8, F).
            timbre: timbre vectors, (B, 256), repeated for every frame; in the product's presets
                the last M elements are the reference's mean spectrum.
            background: background vectors, (B, 128), likewise.
            aligned: (B, M, 4F), required by an aligned generator; others ignore it.

        Returns:
            The mel (B, M, 4F); clamped to the valid range 0..1 in evaluation.

        Raises:
            ValueError: the widths do not add up to the decoder's input width.
        """
        frames = code.shape[2]
        parts = [code, *(each[:, :, None].expand(-1, -1, frames) for each in (timbre, background))]
        decoder = self.mel_decoder
        spectrum = timbre[:, -decoder.mel_bins :] if decoder.shaped else None
        laid = aligned if decoder.aligned else None
        mel: Tensor = decoder(torch.cat(parts, dim=1), spectrum, laid).float()
        return mel if self.training else mel.clamp(0.0, 1.0)

    @override
    def forward(
        self,
        features: Tensor,
        reference_mel: Tensor,
        background_mel: Tensor,
        aligned: Tensor | None = None,
    ) -> GeneratorOutput:
        """Generate a mel from a clip, a reference and a background (paper, Overview).

        In training all three come from one sample; in inference the reference is any sound and
        the background is zeros.

        Args:
            features: (B, 2048, F).
            reference_mel: (B, M, T).
            background_mel: (B, M, T'), zeros for silence.
            aligned: (B, M, 4F), required by an aligned generator.
        """
        code = self.temporal_code(features)
        timbre = self.timbre(reference_mel)
        background = self.background(background_mel)
        mel = self.decode(code, timbre, background, aligned)
        return GeneratorOutput(mel, code, timbre, background)


def initialise(generator: Generator, source: torch.Generator | None = None) -> None:
    """Initialise convolutions and linear layers (Training and Inference); biases are 0."""
    for module in generator.modules():
        if isinstance(module, nn.Conv1d | nn.Conv3d | nn.ConvTranspose1d | nn.Linear):
            nn.init.normal_(module.weight, std=INITIAL_DEVIATION, generator=source)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    if generator.aligned:
        generator.mel_decoder.start_as_copy()
