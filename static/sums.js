// The page's own figures, as the server makes them: rounded once, from minutes, in whole numbers.

function whole(amount, per, places, down) {
  const scaled = amount * 10 ** places;
  return down ? Math.floor(scaled / per) : Math.floor((2 * scaled + per) / (2 * per));
}

const figure = (amount, per, places, down) => (whole(amount, per, places, down) / 10 ** places).toFixed(places);

// Contact hours (60 minutes) and CEUs (600) of so many minutes; an increment counts down.
export function credit(minutes, { hours, ceus, increment }) {
  const counted = increment ? Math.floor(minutes / increment) * increment : minutes;
  return {
    hours: figure(counted, 60, hours, increment > 0),
    ceus: figure(minutes, 600, ceus, increment > 0),
  };
}

// One credit type's amount of sessions, each {minutes, later}, and whether its cap took some of it.
export function creditOf({ per, places, step, cap, each, live }, sessions) {
  const inSteps = (minutes) => (step ? Math.floor(minutes / step) * step : minutes);
  const counted = sessions.filter(({ later }) => !live || !later).map(({ minutes }) => minutes);
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const earned = each && !step
    ? sum(counted.map((minutes) => whole(minutes, per, places, true)))
    : whole(each ? sum(counted.map(inSteps)) : inSteps(sum(counted)), per, places, step > 0);
  const kept = cap === null ? earned : Math.min(earned, cap);
  return { amount: (kept / 10 ** places).toFixed(places), capped: kept < earned };
}

// Pairs of rows, all attended live, whose times overlap; one ending as another starts does not.
export function overlaps(rows) {
  const live = [...rows].sort((a, b) => a.start - b.start);
  const pairs = [];
  live.forEach((first, at) => {
    for (const second of live.slice(at + 1)) {
      if (second.start >= first.end) break;
      if (second.end > second.start) pairs.push([first, second]);
    }
  });
  return pairs;
}
