"""Working days: Monday to Friday without the days off, with the days worked in exchange."""

from dataclasses import dataclass
from datetime import timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """`off` {day from Monday to Friday: why there is no work}; `worked`: the Saturdays and Sundays worked in exchange;
    `announced`: the years whose days the Government has told."""

    off: dict
    worked: frozenset
    announced: frozenset

    @classmethod
    def of(cls, rows):
        """The calendar that `rows` tell: (day, whether it is off, its name, by which document or an empty text)."""
        off, worked, told = {}, set(), {}
        for day, is_off, name, source in rows:
            if is_off:
                off[day] = name
            else:
                worked.add(day)
            told[day.year] = told.get(day.year, True) and bool(source)
        return cls(off, frozenset(worked), frozenset(year for year, said in told.items() if said))

    def is_working_day(self, day):
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def why_off(self, day):
        """The name of the day off, or an empty text; a weekend has none."""
        return self.off.get(day, "")

    def working_days_after(self, day, count):
        """The last of `count` working days after `day`, which itself does not count (Bộ luật Dân sự, Điều 147)."""
        off, worked = self.off, self.worked
        while count:
            day += ONE_DAY
            if day in worked or (day.weekday() < 5 and day not in off):  # `is_working_day`, asked a thousand times
                count -= 1
        return day

    def not_announced(self, first, last):
        """The years from `first` to `last`, two days, whose days off are only expected so far."""
        return [year for year in range(first.year, last.year + 1) if year not in self.announced]
