"""Hold music: three seconds of soft chords, computed, so that every program has some and no license is needed.

Amazon Connect takes prompts as 8 kHz mu-law mono (Amazon Connect Administrator Guide, "Create prompts"). `wave` of the
standard library writes PCM only, hence the few lines of header here.
"""

from __future__ import annotations

import math
import struct

RATE = 8000
_MU_LAW = 7  # format tag of ITU-T G.711 mu-law in a WAV header
_BIAS, _CLIP = 0x84, 32635  # G.711: offset added before the logarithm, and the largest magnitude it can take
_CHORDS = ((261.63, 329.63, 392.00), (220.00, 261.63, 329.63), (174.61, 220.00, 261.63), (196.00, 246.94, 392.00))
_SECONDS_PER_CHORD = 0.75
_VOLUME = 0.22  # below speech, so that announcements stay clear


def hold_music() -> bytes:
    """A WAV file that loops without a click: each chord fades in and out."""
    samples = [sample for chord in _CHORDS for sample in _chord(chord)]
    return _wav(bytes(_mu_law(sample) for sample in samples))


def _chord(frequencies: tuple[float, ...]) -> list[int]:
    count = round(RATE * _SECONDS_PER_CHORD)
    return [_sample(frequencies, index / RATE, math.sin(math.pi * index / count)) for index in range(count)]


def _sample(frequencies: tuple[float, ...], seconds: float, loudness: float) -> int:
    tone = sum(math.sin(2 * math.pi * frequency * seconds) for frequency in frequencies) / len(frequencies)
    return round(tone * loudness * _VOLUME * 32767)


def _mu_law(sample: int) -> int:
    """One 16-bit sample as G.711 mu-law: sign, 3 bits of exponent, 4 bits of mantissa, all inverted."""
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(sample), _CLIP) + _BIAS
    exponent = magnitude.bit_length() - 8
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    return ~(sign | exponent << 4 | mantissa) & 0xFF


def _wav(data: bytes) -> bytes:
    form = struct.pack("<HHIIHHH", _MU_LAW, 1, RATE, RATE, 1, 8, 0)
    fact = struct.pack("<I", len(data))
    chunks = b"".join(
        name + struct.pack("<I", len(body)) + body for name, body in ((b"fmt ", form), (b"fact", fact), (b"data", data))
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks
