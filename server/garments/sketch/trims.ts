import {
  button,
  type Cloth,
  type Element,
  fold,
  ink,
  panel,
  piece,
  shade,
  shape,
  stitch,
} from './element.js';
import {
  add,
  at,
  band,
  type Edge,
  join,
  lengthOf,
  line,
  normal,
  type Point,
  parallel,
  reversed,
  type Station,
  scaled,
  spline,
  stations,
} from './geometry.js';

/** A knitted band along an edge, `depthCm` to the left of travel, with ribs across. */
export function ribbedBand(edge: Edge, depthCm: number, spacing = 1.5): Element[] {
  const ribs = stations(edge, Math.round(lengthOf(edge) / spacing)).map((place) =>
    ink(line(place, add(place, scaled(normal(place.direction), depthCm))), 'hair'),
  );
  const outline = band(edge, depthCm);
  return [
    panel(outline, 'rib'),
    ...ribs.slice(1, -1),
    ink(parallel(edge, depthCm), 'seam'),
    ink(edge, 'contour'),
  ];
}

/** Two rows of stitches along an edge, to the left of travel. */
export const twinStitch = (edge: Edge, depthCm: number): Element[] => [
  stitch(parallel(edge, depthCm)),
  stitch(parallel(edge, depthCm * 1.35)),
];

/** Buttons from one height to another down a line. */
export function buttonRow(x: number, from: number, to: number, spacing: number, radius?: number): Element[] {
  const count = Math.max(2, Math.round((to - from) / spacing) + 1);
  return Array.from({ length: count }, (_, i) =>
    button(at(x, from + ((to - from) * i) / (count - 1)), radius),
  );
}

/** A strip of cloth down the centre front, stitched at both sides. */
export function placket(top: number, bottom: number, halfWidth = 1.7): Element[] {
  const strip = line(at(halfWidth, top), at(halfWidth, bottom), at(-halfWidth, bottom), at(-halfWidth, top));
  return [
    panel(strip),
    ink(line(at(-halfWidth, top), at(-halfWidth, bottom)), 'seam'),
    ink(line(at(halfWidth, top), at(halfWidth, bottom)), 'seam'),
    stitch(line(at(halfWidth - 0.6, top), at(halfWidth - 0.6, bottom))),
    stitch(line(at(0.6 - halfWidth, top), at(0.6 - halfWidth, bottom))),
  ];
}

/** Lace with scallops and eyelets hanging from an edge, to the left of travel. */
export function laceAlong(edge: Edge, depthCm: number): Element[] {
  const count = Math.max(3, Math.round(lengthOf(edge) / 2.7));
  const places = stations(edge, count * 2);
  const out = (place: Point & { direction: Point }, depth: number) =>
    add(place, scaled(normal(place.direction), depth));
  const scallops = places.slice(0, -2).flatMap((place, i) => {
    if (i % 2 === 1) return [];
    const [middle, next] = [places[i + 1] as typeof place, places[i + 2] as typeof place];
    return [spline(out(place, depthCm * 0.66), out(middle, depthCm), out(next, depthCm * 0.66))];
  });
  const rim = join(...scallops);
  const eyelets = places
    .filter((_, i) => i % 2 === 1)
    .map((place) => shape(circle(out(place, depthCm * 0.56), depthCm * 0.13), 'inside'));
  const net = places
    .filter((_, i) => i % 2 === 0)
    .map((place) => ink(line(place, out(place, depthCm * 0.6)), 'hair'));
  return [
    ...piece(join(edge, reversed(rim)), 'lace'),
    ...net,
    ...eyelets,
    stitch(parallel(edge, depthCm * 0.2)),
  ];
}

/** A gathered strip of the garment's cloth that falls in waves from an edge, to the left of travel. */
export function ruffleAlong(edge: Edge, depthCm: number, spacing = 3.4): Element[] {
  const count = 2 * Math.max(4, Math.round(lengthOf(edge) / spacing / 2));
  const places = stations(edge, count);
  const rim = ruffleRim(places, depthCm);
  const rimPlaces = stations(rim, count);
  const flutes = places.flatMap((place, i) => flute(place, rimPlaces, i));
  const gathers = stations(edge, count * 2).map((place) =>
    ink(line(place, add(place, scaled(normal(place.direction), depthCm * 0.2))), 'hair'),
  );
  return [
    panel(join(edge, reversed(rim))),
    ...flutes,
    ...gathers,
    ink(line(edge[0] as Point, rim[0] as Point), 'contour'),
    ink(rim, 'contour'),
    ink(line(edge.at(-1) as Point, rim.at(-1) as Point), 'contour'),
    ink(edge, 'seam'),
  ];
}

/** The lower edge, which swings out and in. */
function ruffleRim(places: readonly Station[], depthCm: number): Edge {
  const count = places.length - 1;
  const flare = (i: number) => 1 + (i / count - 0.5) ** 2 * 0.3;
  return spline(
    ...places.map((place, i) => {
      const outward =
        i === 0 || i === count ? scaled(place.direction, (i === 0 ? -1 : 1) * depthCm * 0.28) : at(0, 0);
      return add(
        add(place, outward),
        scaled(normal(place.direction), depthCm * flare(i) * (i % 2 === 0 ? 1.08 : 0.86)),
      );
    }),
  );
}

/** Every second wave has its shadow and its fold. */
function flute(place: Point, rimPlaces: readonly Point[], i: number): Element[] {
  const foot = rimPlaces[i] as Point;
  if (i % 2 === 0 || i === 0) return [];
  const next = rimPlaces[i + 1] as Point;
  return [
    shade(
      join(
        line(place, foot),
        line(foot, scaled(add(foot, next), 0.5)),
        line(scaled(add(foot, next), 0.5), place),
      ),
      0.16,
    ),
    fold(spline(foot, scaled(add(scaled(place, 1.2), foot), 1 / 2.2), place), 0.55),
  ];
}

/** A pocket sewn on: upper middle, width and height; corners cut off below. */
export function patchPocket(
  centre: Point,
  width: number,
  height: number,
  cloth: Cloth = 'fabric',
): Element[] {
  const half = width / 2;
  const outline = line(
    at(centre.x - half, centre.y),
    at(centre.x + half, centre.y),
    at(centre.x + half, centre.y + height * 0.78),
    at(centre.x + half * 0.5, centre.y + height),
    at(centre.x - half * 0.5, centre.y + height),
    at(centre.x - half, centre.y + height * 0.78),
  );
  return [
    shade(
      outline.map(({ x, y }) => at(x + 0.5, y + 0.7)),
      0.22,
    ),
    ...piece(outline, cloth),
    stitch(line(at(centre.x - half, centre.y + 1.9), at(centre.x + half, centre.y + 1.9))),
  ];
}

export const circle = (centre: Point, radius: number): Edge => {
  const k = radius * 0.5523;
  const { x, y } = centre;
  return [
    at(x, y - radius),
    at(x + k, y - radius),
    at(x + radius, y - k),
    at(x + radius, y),
    at(x + radius, y + k),
    at(x + k, y + radius),
    at(x, y + radius),
    at(x - k, y + radius),
    at(x - radius, y + k),
    at(x - radius, y),
    at(x - radius, y - k),
    at(x - k, y - radius),
    at(x, y - radius),
  ];
};
