from modules.kinds.base import Weight
from modules.kinds.video import Video


def test_recording_without_pictures_looks_like_sound():
    assert Video().look(Weight(audio=1)) == ("sound", "Audio")
    assert Video().look(Weight(audio=1, video=1)) == ("video", "Video")
    assert Video().look(Weight(text=1)) == ("video", "Video")
