"""The computed hold music is a recording that Amazon Connect takes."""

from __future__ import annotations

import struct

from publish.hold_music import RATE, hold_music


def test_the_recording_is_mu_law_mono_at_8_khz() -> None:
    music = hold_music()
    assert (music[:4], music[8:16]) == (b"RIFF", b"WAVEfmt ")
    assert struct.unpack("<HHIIHHH", music[20:38]) == (7, 1, RATE, RATE, 1, 8, 0)


def test_the_sizes_in_the_header_are_those_of_the_file() -> None:
    music = hold_music()
    assert struct.unpack("<I", music[4:8]) == (len(music) - 8,)
    assert music[50:54] == b"data"
    assert struct.unpack("<I", music[54:58]) == (len(music) - 58,)


def test_it_is_three_seconds_long_and_small() -> None:
    music = hold_music()
    assert (len(music) - 58) / RATE == 3
    assert len(music) <= 50_000


def test_it_begins_and_ends_in_silence_so_that_it_loops() -> None:
    samples = hold_music()[58:]
    silence = {0xFF, 0x7F}
    assert samples[0] in silence
    assert all(sample in range(0x70, 0x80) or sample >= 0xF0 for sample in samples[-3:])


def test_it_is_music_and_not_silence() -> None:
    loud = [sample for sample in hold_music()[58:] if 0x10 <= sample & 0x7F <= 0x40]
    assert len(loud) > RATE * 0.9
