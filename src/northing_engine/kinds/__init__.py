"""What kind of thing is said: a problem, a request, praise, a question? Learnt from corrections."""

from northing_engine.kinds.classifier import Example, KindClassifier, Suggestion
from northing_engine.kinds.features import Text

__all__ = ["Example", "KindClassifier", "Suggestion", "Text"]
