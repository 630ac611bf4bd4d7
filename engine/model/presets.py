"""The generator's hyperparameters, and the sizes trained in this project (paper, Table 3)."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from msgspec import to_builtins
from msgspec.structs import replace
from typing_extensions import override

from engine.config import FEATURES
from engine.mel.contract import MEL
from engine.phrases import phrase
from engine.storage.settings import Count, Fraction, Kernel, Range, Settings, Width, settings_of
from engine.storage.values import DamagedValueError, FieldError, convert

TimbrePooling = Literal["last_state", "attentive_statistics"]

_WIDEST_DILATION: Final = 1024  # of a convolution: a window of ten seconds has 860 frames
_MOST_WEIGHTS: Final = 1 << 29  # 2 GB, over ten times the paper's
_FILTER_WEIGHTS: Final = 27 * (2 + 2 * 4)  # of the second and the third convolution
_LSTM_MATRICES: Final = 8  # four gates in two directions


class GeneratorConfig(Settings, frozen=True, kw_only=True):
    """All hyperparameters of the generator; the defaults are the paper's (Table 3, appendix B).

    Some cells of the arXiv table are duplicated or swapped; there, the values are those of the
    authors' own page for the same model. What neither states is marked "free".
    """

    features: Annotated[
        int, Range(1, 65536), "Values per video frame that the temporal encoder reads."
    ] = FEATURES
    feature_ranking: Annotated[
        bool,
        "Whether it reads the order statistics of `motion` features instead of the features "
        "themselves; changed from the paper, for the product.",
    ] = False
    feature_filters: Annotated[
        int,
        Range(0, 1024),
        "Filters of the first of three convolutions over the maps of `motion` features, whose "
        "outputs it also reads; the second has twice as many, the third four times; 0 omits "
        "them; changed from the paper, for the product.",
    ] = 0
    mel_bins: Annotated[int, Range(1, 1024), "Mel bands read and written."] = MEL.bins
    code_channels: Annotated[int, Range(1, 1024), "Width of the temporal code, the bottleneck."] = 8
    temporal_layers: Annotated[Count, "Convolutions of the temporal encoder."] = 8
    temporal_width: Annotated[Width, "Filters of these convolutions."] = 512
    temporal_kernel: Annotated[Kernel, "Kernel of these convolutions."] = 5
    temporal_dropout: Annotated[
        Fraction, "Dropout at the input of its convolutions and its LSTM; the paper: none."
    ] = 0.0
    temporal_lstm_hidden: Annotated[
        int, Range(1, 4096), "Hidden units per direction of the temporal encoder's LSTM."
    ] = 256
    sgau_units: Annotated[Count, "Self-gated acoustic units."] = 5
    sgau_width: Annotated[Width, "Filters of all their gates."] = 512
    sgau_input_kernels: Annotated[
        tuple[int, int], Range(1, 63, odd=True), "Kernels of the input gate's two convolutions."
    ] = (5, 7)
    sgau_output_kernel: Annotated[Kernel, "Kernel of the output gate."] = 3
    sgau_skip_kernel: Annotated[Kernel, "Kernel of the skip gate."] = 5
    sgau_group_channels: Annotated[
        Width, "Channels per group of their group normalisation; free, as SpeechSplit."
    ] = 16
    timbre_pooling: Annotated[
        TimbrePooling,
        "How a sound of any length becomes one timbre vector: an LSTM's last state, as in the "
        "paper, or the product's attentive statistics.",
    ] = "last_state"
    timbre_width: Annotated[
        int,
        Range(1, 4096),
        "Length of the timbre vector: the acoustic LSTM's hidden units per direction.",
    ] = 256
    timbre_spectrum: Annotated[
        bool,
        "Whether the reference's mean spectrum, one value per mel band, is appended to the timbre "
        "vector and shapes the decoder's output; changed from the paper, for the product.",
    ] = False
    aligned_mel: Annotated[
        bool,
        "Whether the decoder also reads the reference's own hits, laid under the events, and adds "
        "to them instead of making every sound itself; changed from the paper, for the product.",
    ] = False
    background_width: Annotated[
        int, Range(1, 4096), "Length of the background vector, likewise."
    ] = 128
    lstm_layers: Annotated[int, Range(1, 16), "Layers of all three LSTMs."] = 2
    upsample_width: Annotated[
        Width, "Filters between the decoder's two transposed convolutions."
    ] = 1024
    upsample_kernel: Annotated[int, Range(2, 64, multiple_of=2), "Kernel of these two."] = 4
    decoder_width: Annotated[int, Range(2, 8192), "Hidden width of the decoder's FFT blocks."] = 512
    decoder_blocks: Annotated[Count, "Number of FFT blocks."] = 4
    decoder_heads: Annotated[Count, "Attention heads per block."] = 2
    decoder_kernel: Annotated[Kernel, "Kernel of a block's first convolution."] = 9
    decoder_filter: Annotated[Width, "Filters of a block's first convolution."] = 512
    decoder_dilation: Annotated[
        Count,
        "Factor by which the dilation of a block's first convolution grows from block to block; "
        "1, as in the paper, means no dilation.",
    ] = 1
    decoder_dropout: Annotated[
        Fraction, "Dropout after a block's attention and convolutions; free, as FastSpeech 2."
    ] = 0.2
    leaky_slope: Annotated[Fraction, "Slope of every leaky ReLU below zero; free, as REGNET."] = 0.2

    @override
    def __post_init__(self) -> None:
        """Reject values that describe no valid generator.

        Raises:
            FieldError: one is out of range, or conflicts with another.
        """
        super().__post_init__()
        if self.sgau_width % self.sgau_group_channels:
            raise FieldError("sgau_width", "must be a multiple of sgau_group_channels")
        if self.reads_maps and self.features != FEATURES:
            name = "feature_ranking" if self.feature_ranking else "feature_filters"
            raise FieldError(name, "is only for {count} features", count=FEATURES)
        if self.timbre_spectrum and self.timbre_pooling != "attentive_statistics":
            raise FieldError("timbre_spectrum", "is only for attentive_statistics")
        if self.decoder_width % (2 * self.decoder_heads):
            raise FieldError("decoder_width", "must be a multiple of twice decoder_heads")
        if self.decoder_dilation ** (self.decoder_blocks - 1) > _WIDEST_DILATION:
            raise FieldError("decoder_dilation", "is too large for so many decoder_blocks")
        if sum(self.weights_by_width.values()) > _MOST_WEIGHTS:
            raise FieldError(
                self.largest_width,
                "makes a model of more than {most} GB",
                most=_MOST_WEIGHTS * 4 >> 30,
            )

    @property
    def reads_maps(self) -> bool:
        """Whether the temporal encoder reads the features as maps, like those of `motion`."""
        return self.feature_ranking or self.feature_filters > 0

    @property
    def weights_by_width(self) -> dict[str, int]:
        """About how many weights the model has, by the width that determines most of them."""
        temporal = self.temporal_width * (
            self.features + (self.temporal_layers - 1) * self.temporal_width
        )
        taps = sum(self.sgau_input_kernels) + self.sgau_output_kernel + self.sgau_skip_kernel
        block = 4 * self.decoder_width**2 + self.decoder_width * self.decoder_filter * (
            self.decoder_kernel + 1
        )
        codes = self.code_channels + self.timbre_numbers + self.background_width
        return {
            "feature_filters": _FILTER_WEIGHTS * self.feature_filters**2,
            "temporal_width": temporal * self.temporal_kernel,
            "temporal_lstm_hidden": self._lstm_weights(self.temporal_lstm_hidden),
            "sgau_width": self.sgau_units * self.sgau_width**2 * taps,
            "timbre_width": self._lstm_weights(self.timbre_width),
            "background_width": self._lstm_weights(self.background_width),
            "upsample_width": self.upsample_width
            * self.upsample_kernel
            * (codes + self.decoder_width),
            "decoder_width": self.decoder_blocks * block,
        }

    @property
    def largest_width(self) -> str:
        """The name of the width that determines most of the weights."""
        weights = self.weights_by_width
        return max(weights, key=weights.__getitem__)

    def _lstm_weights(self, hidden: int) -> int:
        return _LSTM_MATRICES * hidden**2 * (2 + 3 * (self.lstm_layers - 1))

    @property
    def timbre_numbers(self) -> int:
        """Length of the timbre vectors, including the spectrum if there is one."""
        return self.timbre_width + (self.mel_bins if self.timbre_spectrum else 0)

    def to_json(self) -> dict[str, Any]:
        """The configuration as stored in a model file."""
        values: dict[str, Any] = to_builtins(self)
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "GeneratorConfig":
        """Read the configuration of a model file; names that old files lack get the paper's values.

        Raises:
            DamagedValueError: a name is unknown or missing, or a value is invalid.
        """
        missing = {setting.name for setting in settings_of(cls)} - _LATER - set(values)
        if missing:
            raise DamagedValueError("configuration", phrase("has no {name}", name=min(missing)))
        return convert(cls, dict(values), "configuration")


PAPER: Final = GeneratorConfig()

# Names that model files of earlier versions lack.
_LATER: Final = frozenset(
    {
        "timbre_pooling",
        "feature_ranking",
        "feature_filters",
        "temporal_dropout",
        "timbre_spectrum",
        "decoder_dilation",
        "aligned_mel",
    }
)

# A quarter of the paper's width everywhere except at the bottleneck of 8, which keeps the temporal
# code free of timbre; for machines without a GPU.
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

# The product's sizes, which differ from the paper in how they encode picture and timbre, and in the
# reference's hits under the events: the first for machines without a GPU, the second, half of the
# paper's width, for training on one.
_PRODUCT: Final[dict[str, Any]] = {
    "timbre_pooling": "attentive_statistics",
    "feature_ranking": True,
    "temporal_dropout": 0.1,
    "timbre_spectrum": True,
    "decoder_dilation": 2,
    "aligned_mel": True,
}
SMALL: Final = replace(COMPACT, **_PRODUCT, feature_filters=32)
MEDIUM: Final = replace(
    PAPER,
    **_PRODUCT,
    feature_filters=48,
    temporal_width=256,
    temporal_lstm_hidden=128,
    sgau_width=256,
    timbre_width=128,
    background_width=64,
    upsample_width=512,
    decoder_width=256,
    decoder_filter=256,
)
