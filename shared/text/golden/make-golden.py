"""Tokenizers made by Hugging Face's `tokenizers` 0.23.3, with what they say of tricky texts: `python make-golden.py`."""

import json
from pathlib import Path

from tokenizers import AddedToken, ByteLevelBPETokenizer, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

HERE = Path(__file__).parent
CORPUS = [
    "The quick brown fox jumps over the lazy dog. The dog sleeps, the fox doesn't!",
    "Attention is all you need; attentive readers need attention, too.",
    "Ein süßer Bär läuft über die Brücke, und die Brücke hält.",
    "日本語のテキスト、日本のテキスト。 中文文本 中文",
    "In 2024 there were 1,234 items at $5.99 each; in 2023 only 123.",
    "aaaa aaa aa a  abab ababab  banana bananas",
    "😀😀 smile 🥺🤗 👨‍👩‍👧 family 😀",
    "low lower lowest new newer newest wide wider widest",
    "I'm you're they've we'll he'd it's can't\tTabs\nand\r\nlines",
] * 2 + ["the attention of the attentive", "x y z", "only once: zyzzyva"]
TEXTS = [
    "",
    " ",
    "  ",
    "The quick brown fox",
    "  two  spaces   here  ",
    "Ünïcödé café cafe\u0301 naïve ǅ İstanbul ΟΔΟΣ ſ",
    "ﬁne ½ ① ｆｕｌｌ ㍿ Å",
    "日本語テキスト中文",
    "emoji 😀👨‍👩‍👧🥺 end",
    "1234567 12 3,456.78 ٣٤ Ⅷ ²",
    "it's I'M they'LL don't",
    "tab\tnew\nline\r\n\r\n  end \u00a0nbsp\u3000wide\u0085nel\ufeffbom",
    "punct!?... «quoted» — dash_under-score $5 #tag ^~`",
    "[UNK] [CLS] the [MASK] fox<s>",
    "zero\u0000width\u200bjoin\u200der\u00adsoft",
    "unknownß𝔘𝔫𝔦 ☃ ؟",
    "Supercalifragilisticexpialidocious",
    "attention attention",
]


def bpe(pieces, special=(), size=360, **options):
    tokenizer = Tokenizer(models.BPE(**options))
    tokenizer.pre_tokenizer = pieces
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=list(special), show_progress=False)
    return tokenizer, trainer


def byte_level():
    tokenizer = ByteLevelBPETokenizer()
    tokenizer.train_from_iterator(CORPUS, vocab_size=420, min_frequency=2, show_progress=False)
    return tokenizer._tokenizer


def gpt2():
    tokenizer = ByteLevelBPETokenizer(add_prefix_space=True)
    tokenizer.train_from_iterator(CORPUS, vocab_size=300, special_tokens=["<s>", "<pad>", "</s>"], show_progress=False)
    tokenizer._tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    return tokenizer._tokenizer


def llama():
    """As Llama 2's: metaspace by normaliser, bytes for what is unknown."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    special = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    tokenizer.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=400, special_tokens=special, limit_alphabet=60, show_progress=False))
    tokenizer.pre_tokenizer = None
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", 1)])
    return tokenizer


def metaspace_bpe(scheme):
    tokenizer, trainer = bpe(pre_tokenizers.Metaspace(prepend_scheme=scheme), ["<unk>", "[MASK]"], 200, unk_token="<unk>", fuse_unk=scheme == "first")
    trainer = trainers.BpeTrainer(vocab_size=180, special_tokens=["<unk>", "[MASK]"], limit_alphabet=40, show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def llama3():
    """The words of Llama 3's and Qwen's regular expression."""
    words = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    split = pre_tokenizers.Split(Regex(words), "isolated")
    tokenizer, _ = bpe(pre_tokenizers.Sequence([split, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]), ignore_merges=True)
    tokenizer.normalizer = normalizers.NFC()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=330, initial_alphabet=alphabet, show_progress=False))
    return tokenizer


def bert(lowercase, **options):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=20))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase, **options)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=220, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return tokenizer


def unigram(fallback):
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=150, special_tokens=["<pad>", "<unk>", "</s>"], unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    if fallback:
        state = json.loads(tokenizer.to_str())
        state["model"]["vocab"] += [[f"<0x{byte:02X}>", 0.0] for byte in range(256)]
        state["model"]["byte_fallback"] = True
        tokenizer = Tokenizer.from_str(json.dumps(state))
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 2)])
    return tokenizer


def words(normalizer, pieces, added=()):
    """Every word of the texts is one token, so that the ids tell how they were cut."""
    tokenizer = Tokenizer(models.WordLevel(unk_token="?"))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pieces
    found = ["?"]
    for text in TEXTS:
        normal = normalizer.normalize_str(text) if normalizer else text
        found += [word for word, _ in pieces.pre_tokenize_str(normal)] if pieces else [normal]
    vocabulary = {word: i for i, word in enumerate(dict.fromkeys(found))}
    # WordPiece, because WordLevel is not among what Attention Studio reads.
    tokenizer.model = models.WordPiece(vocab=vocabulary, unk_token="?", max_input_chars_per_word=1000, continuing_subword_prefix="\u0001")
    tokenizer.add_tokens(list(added))
    return tokenizer


P, N = pre_tokenizers, normalizers
CASES = {
    "byte-level": byte_level,
    "gpt2": gpt2,
    "llama": llama,
    "metaspace-first": lambda: metaspace_bpe("first"),
    "metaspace-never": lambda: metaspace_bpe("never"),
    "llama3": llama3,
    "bert-uncased": lambda: bert(True),
    "bert-cased": lambda: bert(False, strip_accents=True, handle_chinese_chars=False),
    "bert-plain": lambda: bert(False, clean_text=False),
    "unigram": lambda: unigram(False),
    "unigram-bytes": lambda: unigram(True),
    "whitespace": lambda: words(None, P.Whitespace()),
    "whitespace-split": lambda: words(N.Sequence([N.NFD(), N.StripAccents(), N.Lowercase()]), P.WhitespaceSplit()),
    "punctuation": lambda: words(N.NFKD(), P.Sequence([P.WhitespaceSplit(), P.Punctuation("contiguous")])),
    "punctuation-next": lambda: words(N.Lowercase(), P.Punctuation("merged_with_next")),
    "punctuation-previous": lambda: words(N.Strip(), P.Punctuation("merged_with_previous")),
    "digits": lambda: words(None, P.Sequence([P.Digits(individual_digits=True), P.Punctuation("removed")])),
    "numbers": lambda: words(None, P.Digits(individual_digits=False)),
    "split-invert": lambda: words(None, P.Split(Regex(r"[\w']+"), "removed", invert=True)),
    "added": lambda: words(
        N.Lowercase(),
        P.WhitespaceSplit(),
        [
            AddedToken("[MASK]", lstrip=True, normalized=False),
            AddedToken("FOX", single_word=True, normalized=True),
            AddedToken("The", rstrip=True, normalized=False),
            AddedToken("the quick", normalized=True),
        ],
    ),
}


def main():
    training = {
        "corpus": CORPUS,
        "runs": [],
    }
    for size, frequency, special in [(262, 2, []), (420, 2, []), (600, 1, ["[PAD]", "[UNK]"]), (320, 3, ["[PAD]", "[UNK]"])]:
        tokenizer = ByteLevelBPETokenizer()
        tokenizer.train_from_iterator(CORPUS, vocab_size=size, min_frequency=frequency, special_tokens=special, show_progress=False)
        state = json.loads(tokenizer._tokenizer.to_str())
        vocabulary = sorted(state["model"]["vocab"], key=state["model"]["vocab"].get)
        merges = [" ".join(merge) for merge in state["model"]["merges"]]
        run = {"size": size, "minFrequency": frequency, "special": special, "vocabulary": vocabulary[len(special) + 256 :], "merges": merges}
        training["runs"].append(run)
    write("train-bpe.json", training)
    for name, make in CASES.items():
        tokenizer = make()
        cases = []
        for text in TEXTS:
            plain = tokenizer.encode(text, add_special_tokens=False)
            cases.append({"text": text, "ids": plain.ids, "special": tokenizer.encode(text).ids})
        write(f"{name}.json", {"tokenizer": json.loads(tokenizer.to_str()), "cases": cases})


def write(name, content):
    (HERE / name).write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


main()
