"""Only English is read, and English with all its foreign names is."""

import random
import time

import pytest

from geo.articles import require_english
from geo.errors import NotEnglishError

FOREIGN = {
    "German": "Der Präsident reiste am Montag mit dem Zug nach Wladiwostok, um dort seinen Gast zu treffen.",
    "Russian": "Президент прибыл на поезде во Владивосток, где в понедельник открылся экономический форум.",
    "Spanish": "El presidente viajó el lunes en tren a Vladivostok, donde iba a reunirse con su invitado.",
    "French": "Le président s'est rendu lundi en train à Vladivostok, où il devait rencontrer son invité.",
    "Dutch": "De president reisde maandag met de trein naar Vladivostok om daar zijn gast te ontmoeten.",
    "Chinese": "总统星期一乘火车抵达符拉迪沃斯托克，出席东方经济论坛。",
    "Korean": "대통령은 월요일 기차를 타고 블라디보스토크에 도착해 동방경제포럼에 참석했다.",
    "Arabic": "وصل الرئيس يوم الاثنين بالقطار إلى فلاديفوستوك لحضور المنتدى الاقتصادي الشرقي مع ضيفه.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_named(language):
    with pytest.raises(NotEnglishError, match=f"is {language}, not English"):
        require_english(FOREIGN[language])


@pytest.mark.parametrize(
    "text",
    [
        "Putin arrives in Vladivostok",
        "Kim Jong-un, Wladimir Putin, Xi Jinping",
        "Macron à Paris",
        "Berlin, Wien, Zürich, Genève, Paris, København, Kraków, Moscow, Tokyo, São Paulo, Bogotá, Hanoi, Köln, Delhi",
        "Volodymyr Zelenskyy and Recep Tayyip Erdoğan met Andrzej Duda in Lviv; Annalena Baerbock, Jean-Yves Le Drian, "
        "Ana Brnabić and Péter Szijjártó sent greetings.",
        "MOSCOW CONFIRMS VISIT, SEOUL WARNS OF ARMS DEAL, TOKYO CALLS FOR CALM, KYIV ASKS FOR MORE SHELLS",
        "See https://example.org/noticias/el-presidente-viaja-a-vladivostok-para-reunirse-con-su-invitado-en-el-foro",
        "The minister (Сергей Лавров in Russian) said that he would travel to the talks in Genève with his deputies.",
        "---\ntitle: Der Präsident reist nach Wladiwostok\npublisher: Zeitung für Deutschland und die ganze Welt\n---\n"
        "The president left for Vladivostok on Monday.",
    ],
)
def test_english_full_of_foreign_names_passes(text):
    require_english(text)


def test_english_front_matter_does_not_hide_another_language():
    head = "---\ntitle: The president of the country travelled to the city with the train that they sent\n---\n"
    with pytest.raises(NotEnglishError, match="German"):
        require_english(head + FOREIGN["German"])


def test_a_long_text_without_spaces_takes_no_longer():
    began = time.perf_counter()
    with pytest.raises(NotEnglishError):
        require_english("".join(random.Random(1).choices(FOREIGN["Chinese"], k=600_000)))
    assert time.perf_counter() - began < 5
