"""What is kept of texts so that the database finds those that say the same: see `northing_engine.similarity`.

Signatures are written by commands. The sums over them (how many pieces hold a term, what all have in common)
are kept by triggers of the migration `similarity_in_the_database`, which also drop the signature of a text
that changed or went, whoever changed it.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from northing.insight.models.feedback import Feedback
from northing.insight.models.opportunity import Opportunity


class HalfVectorField(models.Field):  # type: ignore[type-arg]  # only its stubs are generic
    """pgvector's halfvec, of any length. Written and read as it is sent: `similarity.wire`."""

    def db_type(self, connection: object) -> str:  # noqa: ARG002  Django hands it over by name
        return "halfvec"


class Embedding(models.Model):
    """Who made vectors: those of different makers are never compared. `indexed` pieces had the vector index
    when it was built."""

    name = models.CharField(max_length=200, unique=True)
    dimensions = models.PositiveIntegerField()
    indexed = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Signature(models.Model):
    """`terms` are the engine's numbers of 32 bits, read as signed; `packed` is its `Signature.packed()`."""

    embedding = models.ForeignKey(Embedding, models.PROTECT, related_name="+", db_index=False)
    terms = ArrayField(models.IntegerField())
    length = models.PositiveIntegerField()
    title_vector = HalfVectorField()
    vector = HalfVectorField()
    packed = models.BinaryField()

    class Meta:
        abstract = True


class FeedbackSignature(Signature):
    feedback = models.OneToOneField(Feedback, models.CASCADE, primary_key=True, related_name="signature")

    class Meta:
        # Imports come by the thousand: the pending list is short so that no search has to read much of it.
        indexes = [GinIndex(fields=["terms"], name="feedback_terms", gin_pending_list_limit=256)]

    def __str__(self) -> str:
        return f"signature of {self.feedback_id}"


class OpportunitySignature(Signature):
    opportunity = models.OneToOneField(Opportunity, models.CASCADE, primary_key=True, related_name="signature")

    class Meta:
        indexes = [GinIndex(fields=["terms"], name="opportunity_terms", fastupdate=False)]

    def __str__(self) -> str:
        return f"signature of {self.opportunity_id}"


class TermCount(models.Model):
    """In how many texts a term stands, as a sum over rows: each statement adds its own, so that nobody waits
    for another's transaction, and now and then they are summed up."""

    term = models.IntegerField()
    pieces = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["term"], include=["pieces"], name="term_counted")]

    def __str__(self) -> str:
        return f"{self.term}: {self.pieces}"


class SignatureSum(models.Model):
    """Sums over signatures that came (`sign` 1) or went (-1), added up like `TermCount`. The sums of vectors
    are exact: {how many, sum of the first number, ...}."""

    embedding = models.ForeignKey(Embedding, models.CASCADE, related_name="sums")
    sign = models.SmallIntegerField()
    pieces = models.BigIntegerField()
    length = models.BigIntegerField()
    title_vectors = ArrayField(models.FloatField())
    vectors = ArrayField(models.FloatField())

    def __str__(self) -> str:
        return f"{self.sign * self.pieces} pieces"
