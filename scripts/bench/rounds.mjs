/** Keras compiled the other way than it chose by itself: the same process twice would tell nothing. */
const otherWay = (figures) => (figures.jit ? 'keras-nojit' : 'keras-jit');

function same(model, figures) {
  const known = Object.entries(figures).filter(([, one]) => one.parameters !== undefined);
  for (const key of ['parameters', 'trainable_parameters']) {
    const counts = new Set(known.map(([, one]) => one[key]).filter((count) => count !== undefined));
    if (counts.size > 1) throw new Error(`${model}: ${known.map(([who, one]) => `${one[key]} ${key} in ${who}`).join(', ')}`);
  }
}

/**
 * Measures one model, all contestants in turn, `pairs` times; every other round backwards, so that nobody always
 * runs behind the same neighbour; `say` hears of each. A round: the figures by contestant, `{ error }` where a process failed.
 */
export function measureRounds(model, all, pairs, say) {
  const rounds = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const figures = {};
    const measure = (who) => {
      try {
        figures[who] = all[who](model);
      } catch (error) {
        figures[who] = { error: error.message };
      }
      const { samples_per_second: rate, error } = figures[who];
      say(`${model}, round ${pair + 1} of ${pairs}, ${who}: ${rate ? `${rate.toPrecision(4)} samples a second` : error}`);
    };
    const known = rounds.map((round) => round.keras).find((keras) => !keras.error);
    const order = Object.keys(all).filter((who) => !who.startsWith('keras-'));
    if (known) order.splice(order.indexOf('keras') + 1, 0, otherWay(known));
    for (const who of pair % 2 ? order.reverse() : order) {
      measure(who);
      if (who === 'keras' && !known && !figures.keras.error) measure(otherWay(figures.keras));
    }
    same(model, figures);
    rounds.push(figures);
  }
  return rounds;
}
