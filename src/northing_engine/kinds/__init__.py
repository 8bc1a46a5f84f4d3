"""What kind of thing is said: a problem, a request, praise, a question? Learnt from corrections."""

from northing_engine.kinds.classifier import Example, KindClassifier, Suggestion
from northing_engine.kinds.features import Text
from northing_engine.kinds.starter import STARTER_WEIGHT, starter_examples

__all__ = ["STARTER_WEIGHT", "Example", "KindClassifier", "Suggestion", "Text", "starter_examples"]
