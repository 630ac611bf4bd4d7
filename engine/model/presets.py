"""The generator's numbers, and the sizes that this project trains (paper, Table 3)."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from msgspec import to_builtins
from msgspec.structs import replace
from typing_extensions import override

from engine.config import FEATURES, MEL
from engine.storage.settings import Count, Fraction, Kernel, Range, Settings, Width, settings_of
from engine.storage.values import DamagedValueError, FieldError, convert

TimbrePooling = Literal["last_state", "attentive_statistics"]

_WIDEST_DILATION: Final = 1024  # of a convolution: a window of ten seconds has 860 frames


class GeneratorConfig(Settings, frozen=True, kw_only=True):
    """Every choice of the generator; the defaults are the paper's (Table 3, appendix B).

    The arXiv table repeats and swaps some cells; where it does, the numbers are those of the
    authors' own page for the same model. What neither states is marked "free".
    """

    features: Annotated[
        int, Range(1, 65536), "Numbers a video frame that the temporal encoder reads."
    ] = FEATURES
    feature_ranking: Annotated[
        bool,
        "Whether it reads the order statistics of `motion` features instead of the features "
        "themselves; not in the paper, for the product.",
    ] = False
    feature_filters: Annotated[
        int,
        Range(0, 1024),
        "Filters of the first of two convolutions over the maps of `motion` features, whose "
        "findings it reads as well; the second has twice as many, and 0 leaves them out; not in "
        "the paper, for the product.",
    ] = 0
    mel_bins: Annotated[int, Range(1, 1024), "Mel bands read and written."] = MEL.bins
    code_channels: Annotated[int, Range(1, 1024), "Width of the temporal code, the bottleneck."] = 8
    temporal_layers: Annotated[Count, "Convolutions of the temporal encoder."] = 8
    temporal_width: Annotated[Width, "Their filters."] = 512
    temporal_kernel: Annotated[Kernel, "Their kernel."] = 5
    temporal_dropout: Annotated[
        Fraction, "Dropout of what its convolutions and its LSTM read; the paper: none."
    ] = 0.0
    temporal_lstm_hidden: Annotated[
        int, Range(1, 4096), "Hidden units a direction of the temporal encoder's LSTM."
    ] = 256
    sgau_units: Annotated[Count, "Self-gated acoustic units."] = 5
    sgau_width: Annotated[Width, "Filters of all their gates."] = 512
    sgau_input_kernels: Annotated[
        tuple[int, int], Range(1, 63, odd=True), "Kernels of the input gate's two convolutions."
    ] = (5, 7)
    sgau_output_kernel: Annotated[Kernel, "Kernel of the output gate."] = 3
    sgau_skip_kernel: Annotated[Kernel, "Kernel of the skip gate."] = 5
    sgau_group_channels: Annotated[
        Width, "Channels a group of their group normalisation; free, as SpeechSplit."
    ] = 16
    timbre_pooling: Annotated[
        TimbrePooling,
        "How a sound of any length becomes one timbre vector: an LSTM's last state, as in the "
        "paper, or the product's attentive statistics.",
    ] = "last_state"
    timbre_width: Annotated[
        int,
        Range(1, 4096),
        "Length of the timbre vector, the acoustic LSTM's hidden units a direction.",
    ] = 256
    timbre_spectrum: Annotated[
        bool,
        "Whether the reference's mean spectrum, one more number a mel band, follows the timbre "
        "vector and carries what the decoder says; not in the paper, for the product.",
    ] = False
    background_width: Annotated[
        int, Range(1, 4096), "Length of the background vector, likewise."
    ] = 128
    lstm_layers: Annotated[int, Range(1, 16), "Layers of all three LSTMs."] = 2
    upsample_width: Annotated[
        Width, "Filters between the decoder's two transposed convolutions."
    ] = 1024
    upsample_kernel: Annotated[int, Range(2, 64, multiple_of=2), "Their kernel."] = 4
    decoder_width: Annotated[int, Range(2, 8192), "Hidden width of the decoder's FFT blocks."] = 512
    decoder_blocks: Annotated[Count, "Number of FFT blocks."] = 4
    decoder_heads: Annotated[Count, "Attention heads of a block."] = 2
    decoder_kernel: Annotated[Kernel, "Kernel of a block's first convolution."] = 9
    decoder_filter: Annotated[Width, "Filters of a block's first convolution."] = 512
    decoder_dilation: Annotated[
        Count,
        "What the spacing of a block's first convolution is multiplied by from block to block; "
        "1, as the paper, leaves it dense.",
    ] = 1
    decoder_dropout: Annotated[
        Fraction, "Dropout after a block's attention and convolutions; free, as FastSpeech 2."
    ] = 0.2
    leaky_slope: Annotated[Fraction, "Slope of every leaky ReLU below zero; free, as REGNET."] = 0.2

    @override
    def __post_init__(self) -> None:
        """Refuse values of which no generator can be made.

        Raises:
            FieldError: one is out of its range, or does not fit another.
        """
        super().__post_init__()
        if self.sgau_width % self.sgau_group_channels:
            raise FieldError("sgau_width", "must be a multiple of sgau_group_channels")
        if self.reads_maps and self.features != FEATURES:
            name = "feature_ranking" if self.feature_ranking else "feature_filters"
            raise FieldError(name, f"is only for {FEATURES} features")
        if self.timbre_spectrum and self.timbre_pooling != "attentive_statistics":
            raise FieldError("timbre_spectrum", "is only for attentive_statistics")
        if self.decoder_width % (2 * self.decoder_heads):
            raise FieldError("decoder_width", "must be a multiple of twice decoder_heads")
        if self.decoder_dilation ** (self.decoder_blocks - 1) > _WIDEST_DILATION:
            raise FieldError("decoder_dilation", "is too large for so many decoder_blocks")

    @property
    def reads_maps(self) -> bool:
        """Whether the temporal encoder reads the features as maps, which those of `motion` are."""
        return self.feature_ranking or self.feature_filters > 0

    @property
    def timbre_numbers(self) -> int:
        """How long the timbre vectors are, with the spectrum behind them where there is one."""
        return self.timbre_width + (self.mel_bins if self.timbre_spectrum else 0)

    def to_json(self) -> dict[str, Any]:
        """The configuration as it stands in a model file."""
        values: dict[str, Any] = to_builtins(self)
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "GeneratorConfig":
        """The configuration of a model file; what the oldest do not name is the paper's.

        Raises:
            DamagedValueError: a name is unknown or missing, or a value is not possible.
        """
        missing = {setting.name for setting in settings_of(cls)} - _LATER - set(values)
        if missing:
            raise DamagedValueError("configuration", f"has no {min(missing)}")
        return convert(cls, dict(values), "configuration")


PAPER: Final = GeneratorConfig()

# What model files of earlier versions do not name.
_LATER: Final = frozenset(
    {
        "timbre_pooling",
        "feature_ranking",
        "feature_filters",
        "temporal_dropout",
        "timbre_spectrum",
        "decoder_dilation",
    }
)

# A quarter of the paper's width everywhere except at the bottleneck of 8, which is what keeps the
# temporal code free of timbre; for machines without a GPU.
COMPACT: Final = replace(
    PAPER,
    temporal_width=128,
    temporal_lstm_hidden=64,
    sgau_width=128,
    timbre_width=64,
    background_width=32,
    upsample_width=256,
    decoder_width=128,
    decoder_filter=128,
)

# The product's sizes, which read the picture and the timbre otherwise than the paper's: the first
# for machines without a GPU, the second, half of the paper's width, for those with one to train on.
SMALL: Final = replace(
    COMPACT,
    timbre_pooling="attentive_statistics",
    feature_ranking=True,
    feature_filters=32,
    temporal_dropout=0.1,
    timbre_spectrum=True,
    decoder_dilation=2,
)
MEDIUM: Final = replace(
    PAPER,
    temporal_width=256,
    temporal_lstm_hidden=128,
    sgau_width=256,
    timbre_pooling="attentive_statistics",
    feature_ranking=True,
    feature_filters=48,
    temporal_dropout=0.1,
    timbre_width=128,
    timbre_spectrum=True,
    background_width=64,
    upsample_width=512,
    decoder_width=256,
    decoder_filter=256,
    decoder_dilation=2,
)

PRESETS: Final[Mapping[str, GeneratorConfig]] = {
    "paper": PAPER,
    "compact": COMPACT,
    "small": SMALL,
    "medium": MEDIUM,
}
