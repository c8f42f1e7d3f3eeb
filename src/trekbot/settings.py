"""What a person can set: the command line's options and the environment's `TREKBOT_…`, in one place.

An option given on the command line wins over the environment, which wins over `.env` in the working directory.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from trekbot.errors import UsageError

DEFAULT_MODEL = "all-MiniLM-L6-v2"

HttpUrl = Annotated[str, StringConstraints(pattern=r"^(https?://[^\s/?#]+(/[^\s?#]*)?)?$")]
EndpointUrl = Annotated[
    str, StringConstraints(pattern=r"^(https?://[^\s/?#@]+(/[^\s?#]*)?)?$")
]  # a key has its own setting
JudgeUrl = Annotated[str, StringConstraints(pattern=r"^(local|https?://[^\s/?#@]+(/[^\s?#]*)?)?$")]


class Settings(BaseSettings):
    """Every setting, with its default and its bounds."""

    model_config = SettingsConfigDict(env_prefix="TREKBOT_", env_file=".env", extra="ignore", env_ignore_empty=True)

    corpus: Path | None = Field(
        None, description="folder that holds `roadmaps/`; default ./corpus, else the bundled one"
    )
    data: Path = Field(Path(".trekbot"), description="folder for all that Trekbot writes")
    host: str = Field("127.0.0.1", description="address that `serve` listens at")
    port: int = Field(8000, ge=0, le=65535, description="port that `serve` listens at; 0 takes a free one")
    embedding_model: str = Field(
        DEFAULT_MODEL, min_length=1, description="a sentence-transformers model, by name or folder"
    )
    reranker: str = Field(
        "",
        description="a cross-encoder, by name or folder, that reads the best sentences again; none if empty",
    )
    public_url: HttpUrl = Field("", description="this server's address as learners see it, put before citation links")
    llm: Literal["none", "openai", "local"] = Field(
        "none",
        description="language model: none, openai for any endpoint that speaks OpenAI's API, or local for this machine",
    )
    llm_url: EndpointUrl = Field("", description="the endpoint's base address, as in http://127.0.0.1:11434/v1")
    llm_model: str = Field(
        "",
        description="the model's name as the endpoint knows it; locally one of `trekbot models list`, or a path",
    )
    llm_key: SecretStr | None = Field(None, description="the endpoint's key, if it asks for one")
    llm_timeout_s: float = Field(20, gt=0, le=600, description="seconds that the model may take for its whole answer")
    llm_first_s: float = Field(8, gt=0, le=600, description="seconds that the model may take for its first word")
    llm_at_once: int = Field(4, ge=1, le=100, description="answers that the endpoint is asked for at one time")
    llm_attempts: int = Field(
        3, ge=1, le=10, description="how often a question is sent where the endpoint is busy or cannot be reached"
    )
    llm_threads: int = Field(
        0, ge=0, le=256, description="threads of the local model; 0: one for each physical core, at most 8"
    )
    llm_daily_tokens: int = Field(
        0,
        ge=0,
        le=10**12,
        description="tokens that the model may use in a UTC day, then answers are quoted; 0: no limit",
    )
    llm_prices: Path | None = Field(
        None, description="a file of prices of models, in YAML or JSON; answers then say what they cost"
    )
    prompt: str = Field("answer@v1", description="the prompt that the model is given, by name and version")
    entailment: str = Field(
        "",
        description="a cross-encoder, by name or folder, that judges if a sentence follows from its source; else none",
    )
    llm_second_opinion: bool = Field(
        False,
        description="ask the model, for one token, whether the source carries a sentence whose meaning is in doubt",
    )
    model_sources: str = Field(
        "",
        description="where `trekbot models pull` looks after the hub: addresses or packages, comma-separated, joined",
    )
    question_log_days: int = Field(
        0, ge=0, le=3650, description="days that questions are kept with their answers; 0: none are, and old ones go"
    )
    secret: SecretStr | None = Field(
        None,
        min_length=16,
        description="signs the ids of answers, the same for all replicas; without one, one is kept in the data folder",
    )
    judge_url: JudgeUrl = Field(
        "",
        description="what judges answers in `trekbot eval`: an OpenAI-compatible base address, or local; none if empty",
    )
    judge_model: str = Field(
        "",
        description="the judge's name as its endpoint knows it; locally one of `trekbot models list`, or a path",
    )
    judge_key: SecretStr | None = Field(None, description="the judge's key, if its endpoint asks for one")
    judge_timeout_s: float = Field(120, gt=0, le=3600, description="seconds that the judge may take for one judgement")
    judge_at_once: int = Field(
        4, ge=1, le=100, description="judgements that the endpoint is asked for at one time; a local model does one"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="least severe log line shown")

    @property
    def corpus_folder(self) -> Path:
        """The corpus to read: the one set, else `./corpus`, else the one inside the package."""
        if self.corpus is not None:
            return self.corpus
        local = Path("corpus")
        return local if (local / "roadmaps").is_dir() else bundled_corpus()


SECRETS = frozenset(name for name, field in Settings.model_fields.items() if field.annotation == SecretStr | None)


def bundled_corpus() -> Path:
    """The sample corpus: inside an installed package, or beside `src/` in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "corpus"
    return installed if installed.is_dir() else package.parent.parent / "corpus"


def load_settings(**given: object) -> Settings:
    """Read the settings; `given` are command-line options, None where an option was not used.

    Raises:
        UsageError: a value is out of its bounds; every faulty setting is named, a line each.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [
            f"{_setting('_'.join(str(part) for part in fault['loc']), fault['input'])}: {fault['msg']}."
            for fault in error.errors()
        ]
        raise UsageError("\n".join(lines)) from None


def _setting(name: str, value: object) -> str:
    """Name a setting and the value that it cannot have, unless that is a secret."""
    return f"TREKBOT_{name.upper()} {'cannot be used' if name in SECRETS else f'is {value!r}'}"
