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

from engine.model.acoustic_encoder import (
    AcousticEncoder,
    SelfGatedAcousticUnit,
    StatisticsEncoder,
)
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

    def __init__(
        self,
        temporal_encoder: TemporalEncoder,
        acoustic_encoder: AcousticEncoder | StatisticsEncoder,
        background_encoder: BackgroundEncoder,
        mel_decoder: MelDecoder,
    ) -> None:
        super().__init__()
        self.temporal_encoder = temporal_encoder
        self.acoustic_encoder = acoustic_encoder
        self.background_encoder = background_encoder
        self.mel_decoder = mel_decoder

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


def build_generator(config: GeneratorConfig) -> Generator:
    """Build a generator of any size, with torch's default initialisation."""
    return Generator(
        TemporalEncoder(
            features=config.features,
            width=config.temporal_width,
            layers=config.temporal_layers,
            kernel=config.temporal_kernel,
            lstm_hidden=config.temporal_lstm_hidden,
            lstm_layers=config.lstm_layers,
            code_channels=config.code_channels,
            leaky_slope=config.leaky_slope,
            ranked=config.feature_ranking,
            plane_filters=config.feature_filters,
            dropout=config.temporal_dropout,
        ),
        _acoustic_encoder(config),
        BackgroundEncoder(
            mel_bins=config.mel_bins,
            lstm_hidden=config.background_width,
            lstm_layers=config.lstm_layers,
        ),
        MelDecoder(
            channels_in=config.code_channels + config.timbre_numbers + config.background_width,
            upsample_width=config.upsample_width,
            upsample_kernel=config.upsample_kernel,
            width=config.decoder_width,
            blocks=config.decoder_blocks,
            heads=config.decoder_heads,
            kernel=config.decoder_kernel,
            filter_width=config.decoder_filter,
            dilation=config.decoder_dilation,
            dropout=config.decoder_dropout,
            leaky_slope=config.leaky_slope,
            mel_bins=config.mel_bins,
            shaped=config.timbre_spectrum,
            aligned=config.aligned_mel,
        ),
    )


def _acoustic_encoder(config: GeneratorConfig) -> AcousticEncoder | StatisticsEncoder:
    units = [
        SelfGatedAcousticUnit(
            channels_in=config.mel_bins if unit == 0 else config.sgau_width,
            width=config.sgau_width,
            input_kernels=config.sgau_input_kernels,
            output_kernel=config.sgau_output_kernel,
            skip_kernel=config.sgau_skip_kernel,
            group_channels=config.sgau_group_channels,
        )
        for unit in range(config.sgau_units)
    ]
    if config.timbre_pooling == "attentive_statistics":
        return StatisticsEncoder(
            units,
            mel_bins=config.mel_bins,
            timbre_width=config.timbre_width,
            spectrum=config.timbre_spectrum,
        )
    return AcousticEncoder(
        units,
        mel_bins=config.mel_bins,
        lstm_hidden=config.timbre_width,
        lstm_layers=config.lstm_layers,
    )


def initialise(generator: Generator, source: torch.Generator | None = None) -> None:
    """Initialise convolutions and linear layers (Training and Inference); biases are 0."""
    for module in generator.modules():
        if isinstance(module, nn.Conv1d | nn.Conv3d | nn.ConvTranspose1d | nn.Linear):
            nn.init.normal_(module.weight, std=INITIAL_DEVIATION, generator=source)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    if generator.aligned:
        generator.mel_decoder.start_as_copy()
