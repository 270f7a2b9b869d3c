// The page's own figures, as the server makes them: rounded once, from minutes, in whole numbers.

function figure(amount, per, places, down) {
  const scaled = amount * 10 ** places;
  const whole = down ? Math.floor(scaled / per) : Math.floor((2 * scaled + per) / (2 * per));
  return (whole / 10 ** places).toFixed(places);
}

// Contact hours (60 minutes) and CEUs (600) of so many minutes; an increment counts down.
export function credit(minutes, { hours, ceus, increment }) {
  const counted = increment ? Math.floor(minutes / increment) * increment : minutes;
  return {
    hours: figure(counted, 60, hours, increment > 0),
    ceus: figure(minutes, 600, ceus, increment > 0),
  };
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
