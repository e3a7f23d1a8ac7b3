/** A place on the flat garment, in centimetres: x from the centre front, y down from the shoulder or waist. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A chain of cubic Bezier curves: its start, then two controls and an end for every curve. */
export type Edge = readonly Point[];

/** A place on an edge with the unit direction of travel there. */
export interface Station extends Point {
  readonly direction: Point;
}

const SAMPLES_PER_CURVE = 10;

export const at = (x: number, y: number): Point => ({ x, y });

export const add = (a: Point, b: Point): Point => at(a.x + b.x, a.y + b.y);

export const scaled = (a: Point, factor: number): Point => at(a.x * factor, a.y * factor);

export const between = (a: Point, b: Point, t: number): Point =>
  at(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t);

/** The direction turned a quarter to the left of travel on a page whose y points down. */
export const normal = (direction: Point): Point => at(direction.y, -direction.x);

/** Straight strokes from point to point. */
export function line(start: Point, ...rest: readonly Point[]): Edge {
  const edge = [start];
  let last = start;
  for (const point of rest) {
    edge.push(last, point, point);
    last = point;
  }
  return edge;
}

/** A smooth stroke through all points (Catmull-Rom, scaled to the distance of neighbours). */
export function spline(...points: readonly Point[]): Edge {
  const edge = [points[0] as Point];
  for (let i = 0; i + 1 < points.length; i++) {
    const from = points[i] as Point;
    const to = points[i + 1] as Point;
    edge.push(
      add(from, tangent(points[i - 1] ?? from, from, to)),
      add(to, tangent(points[i + 2] ?? to, to, from)),
      to,
    );
  }
  return edge;
}

/** A third of the chord to `next`, along the line from the point before to the one after. */
function tangent(previous: Point, point: Point, next: Point): Point {
  const across = at(next.x - previous.x, next.y - previous.y);
  const length = Math.hypot(across.x, across.y);
  return length === 0 ? at(0, 0) : scaled(across, distance(point, next) / 3 / length);
}

export const curve = (from: Point, leave: Point, arrive: Point, to: Point): Edge => [from, leave, arrive, to];

/** The edges one after the other, with straight strokes over the gaps. */
export function join(...edges: readonly Edge[]): Edge {
  const joined: Point[] = [];
  for (const edge of edges) {
    const last = joined.at(-1);
    const start = edge[0];
    if (!start) continue;
    if (!last) joined.push(start);
    else if (distance(last, start) > 1e-9) joined.push(last, start, start);
    joined.push(...edge.slice(1));
  }
  return joined;
}

/** The same edge on the other side of the centre front. */
export const mirrored = (edge: Edge): Edge => edge.map(({ x, y }) => at(-x, y));

export const reversed = (edge: Edge): Edge => [...edge].reverse();

/** A half edge that starts or ends at the centre front, with its mirror image: from right to left. */
export const symmetric = (rightToCentre: Edge): Edge =>
  join(rightToCentre, reversed(mirrored(rightToCentre)));

export const startOf = (edge: Edge): Point => edge[0] as Point;

export const endOf = (edge: Edge): Point => edge.at(-1) as Point;

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Points along the edge, ten to a curve, its ends included. */
export function polyline(edge: Edge): Point[] {
  const points = [startOf(edge)];
  for (let i = 0; i + 3 < edge.length; i += 3) {
    const curvePoints = edge.slice(i, i + 4) as [Point, Point, Point, Point];
    const count = isStraight(curvePoints) ? 1 : SAMPLES_PER_CURVE;
    for (let step = 1; step <= count; step++) points.push(bezier(curvePoints, step / count));
  }
  return points;
}

const isStraight = ([from, leave, arrive, to]: readonly [Point, Point, Point, Point]) =>
  distance(from, leave) < 1e-9 && distance(arrive, to) < 1e-9;

function bezier([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const s = 1 - t;
  const [wa, wb, wc, wd] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return at(wa * a.x + wb * b.x + wc * c.x + wd * d.x, wa * a.y + wb * b.y + wc * c.y + wd * d.y);
}

/** `count` + 1 stations at equal distances along the edge, its ends included. */
export function stations(edge: Edge, count: number): Station[] {
  const points = polyline(edge);
  const lengths = [0];
  for (let i = 1; i < points.length; i++) {
    lengths.push((lengths[i - 1] as number) + distance(points[i] as Point, points[i - 1] as Point));
  }
  const total = lengths.at(-1) as number;
  return Array.from({ length: count + 1 }, (_, i) => station(points, lengths, (total * i) / count));
}

function station(points: readonly Point[], lengths: readonly number[], along: number): Station {
  let i = 1;
  while (i < points.length - 1 && (lengths[i] as number) < along) i++;
  const [from, to] = [points[i - 1] as Point, points[i] as Point];
  const span = (lengths[i] as number) - (lengths[i - 1] as number) || 1;
  const place = between(from, to, (along - (lengths[i - 1] as number)) / span);
  const chord = distance(from, to) || 1;
  return { ...place, direction: at((to.x - from.x) / chord, (to.y - from.y) / chord) };
}

export const lengthOf = (edge: Edge): number => {
  const points = polyline(edge);
  return points.slice(1).reduce((sum, point, i) => sum + distance(point, points[i] as Point), 0);
};

/** The part of the edge between two fractions of its length. */
export function part(edge: Edge, from: number, to: number): Edge {
  const count = 40;
  return spline(
    ...stations(edge, count).filter((_, i) => i / count >= from - 1e-9 && i / count <= to + 1e-9),
  );
}

/** The edge moved sideways by `distanceCm`, to the left of travel where it is positive. */
export function parallel(edge: Edge, distanceCm: number): Edge {
  const places = stations(edge, 24);
  const smooth = places.map(({ direction }, i) => {
    const before = places[i - 1]?.direction ?? direction;
    const after = places[i + 1]?.direction ?? direction;
    return normal(scaled(add(add(before, direction), after), 1 / 3));
  });
  return spline(...places.map((place, i) => add(place, scaled(smooth[i] as Point, distanceCm))));
}

/** Closed cloth between an edge and its parallel. */
export const band = (edge: Edge, distanceCm: number): Edge =>
  join(edge, reversed(parallel(edge, distanceCm)));

/** The `d` of an SVG path. */
export function pathData(edge: Edge, closed = false): string {
  let data = `M${coordinates(startOf(edge))}`;
  for (let i = 0; i + 3 < edge.length; i += 3) {
    const [from, leave, arrive, to] = edge.slice(i, i + 4) as [Point, Point, Point, Point];
    data += isStraight([from, leave, arrive, to])
      ? `L${coordinates(to)}`
      : `C${coordinates(leave)} ${coordinates(arrive)} ${coordinates(to)}`;
  }
  return closed ? `${data}Z` : data;
}

const coordinates = ({ x, y }: Point) => `${rounded(x)} ${rounded(y)}`;

/** Two decimals: a fifth of a millimetre at most, far below a pixel. */
export const rounded = (value: number): number => Math.round(value * 100) / 100 + 0;
