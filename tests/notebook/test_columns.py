"""What is lent of data says what its columns come to, over all rows, and holds no more rows than before."""

from dataclasses import replace

import pytest

from convergio_jupyter.notebook.columns import columns_in
from convergio_jupyter.notebook.lending import lend
from convergio_jupyter.tools.reading.columns import Column, columns_of, contents_of


def columns(value, name="x"):
    found = columns_of(lend(name, value))
    return found and (found.rows, found.count, found.described)


PRICE = Column("price", "float64", 1, 1.5, 2.5, 4.0)


def test_a_data_frame_counts_for_all_of_its_rows():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(
        {"price": [1.5, None, 2, 4], "a, b": ["x", None, "y", "z"], "is": [True, False, True, True]}
    )
    assert columns(frame) == (4, 3, (PRICE, Column("a, b", "str", 1), Column("is", "bool", 0)))


def test_a_series_is_one_column():
    pandas = pytest.importorskip("pandas")
    assert columns(pandas.Series([1.5, None, 2, 4], name="price")) == (4, 1, (PRICE,))
    assert columns(pandas.Series([1.5, None, 2, 4]), "price") == (4, 1, (PRICE,))


def test_two_columns_may_have_the_same_name():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame([[1, 5]], columns=["a", "a"])
    assert [each.mean for each in columns(frame)[2]] == [1, 5]


def test_polars_counts_what_is_no_number_as_missing():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"price": [1.5, None, 2, 4, float("nan")], "name": ["a", "b", "c", "d", "e"]})
    price, name = Column("price", "Float64", 2, 1.5, 2.5, 4.0), Column("name", "String", 0)
    assert columns(frame) == (5, 2, (price, name))
    assert columns(frame["price"]) == (5, 1, (price,))


@pytest.mark.parametrize(
    ("value", "rows", "described"),
    [
        ([1, 2.5, None], 3, [Column("x", "int, float", 1, 1, 1.75, 2.5)]),
        ([{"a": 1, "b": "x"}, {"a": 3}], 2, [Column("a", "int", 0, 1, 2, 3), Column("b", "str", 1)]),
        ({"a": [1, 3], "b": ["x", None]}, 2, [Column("a", "int", 0, 1, 2, 3), Column("b", "str", 1)]),
        ({"apple": 1, "pear": 3}, 2, [Column("x", "int", 0, 1, 2, 3)]),
        ({"name": "Ada", "age": 36}, 1, [Column("name", "str", 0), Column("age", "int", 0, 36, 36, 36)]),
        ({"p": {"a": 1}, "q": {"a": 3}}, 2, [Column("a", "int", 0, 1, 2, 3)]),
        ([None, None], 2, [Column("x", "-", 2)]),
    ],
)
def test_lists_records_and_dictionaries_have_columns_too(value, rows, described):
    assert columns(value) == (rows, len(described), tuple(described))


@pytest.mark.parametrize("value", [7, "a,b\n1,2", [], {}, {"a": [1], "b": [1, 2]}, [10**400], {1, 2}, object()])
def test_what_is_no_table_is_lent_as_it_was(value):
    assert columns(value) is None
    assert "rows:" not in lend("x", value).text


def test_no_row_is_lent_beyond_the_first_ones():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"name": [f"person {place}" for place in range(1000)], "age": range(1000)})
    text = lend("df", frame).text
    assert "person 4" in text
    assert "person 5" not in text
    assert "998" not in text


def test_many_columns_leave_room_for_the_rows():
    pandas = pytest.importorskip("pandas")
    lent = lend("df", pandas.DataFrame({f"column {place}": [place] for place in range(500)}))
    assert columns_of(lent).count == 500
    lent = lend("df", pandas.DataFrame({f"{'a' * 50} {place}": [place] for place in range(40)}))
    found = columns_of(lent)  # and are never cut off within a number
    assert [each.highest for each in found.described] == list(range(len(found.described)))
    assert 20 < len(found.described) < 40
    lent = lend("df", pandas.DataFrame({f"column {place}": [place] for place in range(500)}))
    assert "column 499" in contents_of(lent)


def test_numbers_can_still_be_read_below_what_they_come_to():
    assert contents_of(lend("x", [1, 2])) == "[1, 2]"


@pytest.mark.parametrize(
    ("module", "name", "has"),
    [
        ("dask.dataframe", "DataFrame", ("columns", "dtypes", "head")),
        ("dask.dataframe", "Series", ("dtype", "to_frame")),
        ("polars.lazyframe.frame", "LazyFrame", ("columns", "dtypes", "head")),
    ],
)
def test_what_is_not_worked_out_yet_is_not_made_to(module, name, has):
    asked = set()

    def missing(_, name):
        asked.add(name)
        raise AttributeError(name)

    body = {"__module__": module, "__getattr__": missing, "__len__": lambda _: asked.add("len") or 1}
    value = type(name, (), {**body, **dict.fromkeys(has), "name": "a"})()
    assert columns_in("x", value) is None
    assert asked <= {"columns", "dtypes", "head", "dtype", "to_frame"}  # what it has, and no value of it


def test_a_table_of_a_kind_of_their_own_counts_as_well():
    pandas = pytest.importorskip("pandas")

    class Places(pandas.DataFrame):
        pass

    assert columns(Places({"a": [1, 3]})) == (2, 1, (Column("a", "int64", 0, 1, 2, 3),))


@pytest.mark.parametrize(
    "line",
    [
        "price,float64,-1,1,2,3",
        "price,float64,1_0,1,2,3",
        "price,float64,٣,1,2,3",
        "price,float64,0,nan,2,3",
        "price,float64,0,1,inf,3",
        "price,float64,0,1,1e999,3",
        "price,float64,0,1,2_0,3",
        "price,float64,0,1, 2,3",
        "price,float64,,1,2,3",
        "price,float64,0,1,2",
    ],
)
def test_numbers_that_code_would_not_have_written_are_not_believed(line):
    genuine = lend("df", [{"price": 1.5}, {"price": 1e-7}])
    assert columns_of(genuine).described[0].lowest == 1e-7
    own = genuine.text.splitlines()[3]
    assert columns_of(replace(genuine, text=genuine.text.replace(own, line))) is None


def test_endless_numbers_cost_only_their_own_column_its_numbers():
    rows, count, (price, weight) = columns({"price": [1.0, float("inf")], "weight": [1.0, 3.0]})
    assert (rows, count, price.missing, price.numbers) == (2, 2, 0, (None, None, None))
    assert weight.numbers == (1.0, 2.0, 3.0)
    _, _, (price, weight) = columns({"price": [float("inf"), float("-inf")], "weight": [1e308, 1e308]})
    assert (price.numbers, weight.numbers) == ((None, None, None), (None, None, None))
