"""What a shop sells: frames, lenses and other goods, as head office lists them."""

from app.domain.catalog.contact_lenses import (
    ContactLens,
    ContactLensChoice,
    contact_lens_fits,
)
from app.domain.catalog.fitting import Fitting
from app.domain.catalog.frames import Frame, FrameNotFound, Rim
from app.domain.catalog.goods import (
    Article,
    ArticleNotFound,
    Good,
    ReadyReader,
    ReadyReaderNeedsOptician,
    find_good,
    kind_of,
    words_for,
)
from app.domain.catalog.kinds import SPECTACLE_KINDS, ArticleKind
from app.domain.catalog.lens_catalogue import CatalogueIsInconsistent, LensCatalogue
from app.domain.catalog.lens_choice import Suggestion, suggestions
from app.domain.catalog.lens_extras import ExtraKind, LensExtra, extras_fit, extras_for
from app.domain.catalog.lens_fit import fits
from app.domain.catalog.lens_range import LensRange, PowerSpan
from app.domain.catalog.lenses import Lens, LensLimits, LensNotFound
from app.domain.catalog.verdict import LensDoesNotFit, Reason, Unchecked, Verdict

__all__ = [
    "SPECTACLE_KINDS",
    "Article",
    "ArticleKind",
    "ArticleNotFound",
    "CatalogueIsInconsistent",
    "ContactLens",
    "ContactLensChoice",
    "ExtraKind",
    "Fitting",
    "Frame",
    "FrameNotFound",
    "Good",
    "Lens",
    "LensCatalogue",
    "LensDoesNotFit",
    "LensExtra",
    "LensLimits",
    "LensNotFound",
    "LensRange",
    "PowerSpan",
    "ReadyReader",
    "ReadyReaderNeedsOptician",
    "Reason",
    "Rim",
    "Suggestion",
    "Unchecked",
    "Verdict",
    "contact_lens_fits",
    "extras_fit",
    "extras_for",
    "find_good",
    "fits",
    "kind_of",
    "suggestions",
    "words_for",
]
