"""The generator's numbers, and the sizes that this project trains (paper, Table 3)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Literal, get_args

from engine.config import FEATURES, MEL

TimbrePooling = Literal["last_state", "attentive_statistics"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratorConfig:
    """Every choice of the generator; the defaults are the paper's (Table 3, appendix B).

    The arXiv table repeats and swaps some cells; where it does, the numbers are those of the
    authors' own page for the same model. What neither states is marked "free".

    Attributes:
        features: numbers a video frame that the temporal encoder reads.
        feature_ranking: whether it reads the order statistics of `motion` features instead of the
            features themselves; not in the paper, for the product.
        feature_filters: filters of the first of two convolutions over the maps of `motion`
            features, whose findings it reads as well; the second has twice as many, and 0 leaves
            them out; not in the paper, for the product.
        mel_bins: mel bands read and written.
        code_channels: width of the temporal code, the bottleneck.
        temporal_layers: convolutions of the temporal encoder.
        temporal_width: their filters.
        temporal_kernel: their kernel.
        temporal_dropout: dropout of what its convolutions and its LSTM read; the paper: none.
        temporal_lstm_hidden: hidden units a direction of the temporal encoder's LSTM.
        sgau_units: self-gated acoustic units.
        sgau_width: filters of all their gates.
        sgau_input_kernels: kernels of the input gate's two convolutions.
        sgau_output_kernel: kernel of the output gate.
        sgau_skip_kernel: kernel of the skip gate.
        sgau_group_channels: channels a group of their group normalisation; free, as SpeechSplit.
        timbre_pooling: how a sound of any length becomes one timbre vector: an LSTM's last state,
            as in the paper, or the product's attentive statistics.
        timbre_width: length of the timbre vector, the acoustic LSTM's hidden units a direction.
        timbre_spectrum: whether the reference's mean spectrum, one more number a mel band, follows
            the timbre vector and carries what the decoder says; not in the paper, for the product.
        background_width: length of the background vector, likewise.
        lstm_layers: layers of all three LSTMs.
        upsample_width: filters between the decoder's two transposed convolutions.
        upsample_kernel: their kernel.
        decoder_width: hidden width of the decoder's FFT blocks.
        decoder_blocks: number of FFT blocks.
        decoder_heads: attention heads of a block.
        decoder_kernel: kernel of a block's first convolution.
        decoder_filter: filters of a block's first convolution.
        decoder_dilation: what the spacing of a block's first convolution is multiplied by from
            block to block; 1, as the paper, leaves it dense.
        decoder_dropout: dropout after a block's attention and convolutions; free, as FastSpeech 2.
        leaky_slope: slope of every leaky ReLU below zero; free, as REGNET.
    """

    features: int = FEATURES
    feature_ranking: bool = False
    feature_filters: int = 0
    mel_bins: int = MEL.bins
    code_channels: int = 8
    temporal_layers: int = 8
    temporal_width: int = 512
    temporal_kernel: int = 5
    temporal_dropout: float = 0.0
    temporal_lstm_hidden: int = 256
    sgau_units: int = 5
    sgau_width: int = 512
    sgau_input_kernels: tuple[int, int] = (5, 7)
    sgau_output_kernel: int = 3
    sgau_skip_kernel: int = 5
    sgau_group_channels: int = 16
    timbre_pooling: TimbrePooling = "last_state"
    timbre_width: int = 256
    timbre_spectrum: bool = False
    background_width: int = 128
    lstm_layers: int = 2
    upsample_width: int = 1024
    upsample_kernel: int = 4
    decoder_width: int = 512
    decoder_blocks: int = 4
    decoder_heads: int = 2
    decoder_kernel: int = 9
    decoder_filter: int = 512
    decoder_dilation: int = 1
    decoder_dropout: float = 0.2
    leaky_slope: float = 0.2

    def __post_init__(self) -> None:
        """Refuse values of which no generator can be made."""
        for name, value in self.to_json().items():
            kernels_or_count = value if isinstance(value, tuple) else (value,)
            if not all(_possible(name, number) for number in kernels_or_count):
                raise ValueError(f"{name} cannot be {value}")
        if self.sgau_width % self.sgau_group_channels:
            raise ValueError("sgau_width must be a multiple of sgau_group_channels")
        if self.reads_maps and self.features != FEATURES:
            raise ValueError(f"feature_ranking and feature_filters are for {FEATURES} features")
        if self.timbre_spectrum and self.timbre_pooling != "attentive_statistics":
            raise ValueError("timbre_spectrum is for attentive_statistics")
        if self.decoder_width % (2 * self.decoder_heads):
            raise ValueError("decoder_width must be a multiple of twice decoder_heads")

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
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "GeneratorConfig":
        """The configuration of a model file; what the oldest do not name is the paper's.

        Raises:
            ValueError: a name is unknown or missing, or a value is not possible.
        """
        values = {**{name: getattr(PAPER, name) for name in _LATER}, **values}
        names = {field.name for field in fields(cls)}
        if set(values) != names:
            raise ValueError(f"unexpected or missing: {sorted(names ^ set(values))}")
        try:
            first, second = values["sgau_input_kernels"]
        except TypeError as error:
            raise ValueError("sgau_input_kernels must be two numbers") from error
        return cls(**{**values, "sgau_input_kernels": (first, second)})


def _possible(name: str, value: object) -> bool:
    """Whether a value can stand in the configuration under that name."""
    if name == "timbre_pooling":
        return value in get_args(TimbrePooling)
    if name in {"feature_ranking", "timbre_spectrum"}:
        return isinstance(value, bool)
    if name in {"decoder_dropout", "leaky_slope", "temporal_dropout"}:
        return isinstance(value, int | float) and 0.0 <= value < 1.0
    if not isinstance(value, int) or value < (0 if name == "feature_filters" else 1):
        return False
    if name == "upsample_kernel":  # an odd one cannot double the length exactly
        return value % 2 == 0
    return "kernel" not in name or value % 2 == 1  # an even one cannot keep the length


PAPER: Final = GeneratorConfig()

# What model files of earlier versions do not name.
_LATER: Final = (
    "timbre_pooling",
    "feature_ranking",
    "feature_filters",
    "temporal_dropout",
    "timbre_spectrum",
    "decoder_dilation",
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
