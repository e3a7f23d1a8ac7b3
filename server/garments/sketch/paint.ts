import type { RandomStream } from '../../random/index.js';
import type { Detail, Pattern } from '../phrases.js';
import type { Cloth, Element, Weight } from './element.js';
import {
  add,
  type Edge,
  join,
  normal,
  pathData,
  reversed,
  rounded,
  scaled,
  spline,
  stations,
} from './geometry.js';
import type { Palette } from './palette.js';
import { knitTile, patternTile, sequinTile, type Tile } from './patterns.js';

/** What the cloth of one garment looks like. */
export interface Look {
  readonly palette: Palette;
  readonly pattern: Pattern;
  readonly details: readonly Detail[];
  readonly knitted: boolean;
  /** heights in cm between which a colour block lies */
  readonly block: { readonly from: number; readonly to: number };
}

/** Pen widths in pixels of a 256 pixel image. */
const PEN: Readonly<Record<Weight, number>> = { contour: 1.9, piece: 1.3, seam: 0.95, hair: 0.6 };

/**
 * Turns elements into SVG: fills go into `<defs>` once each, in the order they are first needed.
 *
 * @param pixelsPerCm size of the drawing, so that pens keep their width in pixels
 */
export function paint(
  elements: readonly Element[],
  look: Look,
  pixelsPerCm: number,
  random: RandomStream,
): string {
  const fills = new Fills(look, random);
  const body = elements.map((element) => painted(element, look.palette, fills, 1 / pixelsPerCm)).join('');
  return `<defs>${fills.definitions()}</defs>${body}`;
}

function painted(element: Element, palette: Palette, fills: Fills, pixel: number): string {
  switch (element.kind) {
    case 'panel':
      return filled(pathData(element.outline, true), fills.layers(element.cloth, element.grain));
    case 'ink':
      return strokePath(element.edge, inkColour(element.weight, palette), PEN[element.weight] * pixel);
    case 'stitch':
      return strokePath(
        element.edge,
        palette.stitch,
        0.75 * pixel,
        `${rounded(2 * pixel)} ${rounded(1.5 * pixel)}`,
      );
    case 'fold':
      return shadow(tapered(element.edge, element.width), 0.62, palette);
    case 'shade':
      return shadow(element.outline, element.strength, palette);
    case 'shape':
      return `<path d="${pathData(element.outline, true)}" fill="${palette.cloth[element.cloth]}" stroke="${palette.contour}" stroke-width="${rounded(0.7 * pixel)}" stroke-linejoin="round"/>`;
    case 'button':
      return drawnButton(element.centre.x, element.centre.y, element.radius, palette, pixel);
  }
}

const filled = (path: string, layers: readonly string[]) =>
  layers.map((fill) => `<path d="${path}" fill="${fill}"/>`).join('');

const inkColour = (weight: Weight, { contour, line }: Palette) =>
  weight === 'contour' || weight === 'piece' ? contour : line;

const strokePath = (edge: Edge, colour: string, width: number, dashes?: string) =>
  `<path d="${pathData(edge)}" fill="none" stroke="${colour}" stroke-width="${rounded(width)}" stroke-linecap="round" stroke-linejoin="round"${dashes ? ` stroke-dasharray="${dashes}"` : ''}/>`;

const shadow = (outline: Edge, strength: number, { shadow: colour, shadowStrength }: Palette) =>
  `<path d="${pathData(outline, true)}" fill="${colour}" fill-opacity="${rounded(Math.min(0.9, strength * shadowStrength))}"/>`;

/** A brush stroke along the edge: nothing at its ends, widest a third of the way. */
function tapered(edge: Edge, width: number): Edge {
  const places = stations(edge, 8);
  const side = (sign: number) =>
    places.map((place, i) => {
      const half = (width / 2) * Math.sin(Math.PI * (i / 8) ** 0.7);
      return add(place, scaled(normal(place.direction), sign * half));
    });
  return join(spline(...side(1)), reversed(spline(...side(-1))));
}

function drawnButton(x: number, y: number, radius: number, palette: Palette, pixel: number): string {
  const circle = (r: number, attributes: string) =>
    `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="${rounded(r)}" ${attributes}/>`;
  const hole = (dx: number) =>
    `<circle cx="${rounded(x + dx)}" cy="${rounded(y)}" r="${rounded(radius * 0.16)}" fill="${palette.contour}"/>`;
  const rim = `fill="#efe6d2" stroke="#201d1e" stroke-width="${rounded(0.9 * pixel)}"`;
  return circle(radius, rim) + hole(-radius * 0.34) + hole(radius * 0.34);
}

/** The fills of one garment, defined when first used. */
class Fills {
  private readonly defined = new Map<string, string>();
  private readonly printed: Tile | null;
  private readonly sequins: Tile | null;
  private readonly printScale: number;
  private readonly shift: { readonly x: number; readonly y: number };

  constructor(
    private readonly look: Look,
    random: RandomStream,
  ) {
    const { pattern, palette, details } = look;
    this.printScale = random.between(0.88, 1.14);
    this.shift = { x: random.between(0, 10), y: random.between(0, 10) };
    this.printed =
      pattern === 'solid' || pattern === 'colour block' ? null : patternTile(pattern, palette, random);
    this.sequins = details.includes('sequins') ? sequinTile(random) : null;
  }

  definitions(): string {
    return [...this.defined.values()].join('');
  }

  /** The fills of a panel from the bottom up. */
  layers(cloth: Cloth, grain: number): string[] {
    const { palette, pattern, knitted } = this.look;
    if (cloth !== 'fabric' && cloth !== 'rib') return [palette.cloth[cloth], this.shading()];
    if (cloth === 'rib') return [palette.cloth.rib, this.shading()];

    const ground = this.printed
      ? this.tile('print', this.printed, grain, this.printScale)
      : pattern === 'colour block'
        ? this.block()
        : palette.cloth.fabric;
    return [
      ground,
      ...(knitted ? [this.tile('knit', knitTile(palette), grain, 1)] : []),
      ...(this.sequins ? [this.tile('sequin', this.sequins, 0, 1)] : []),
      this.shading(),
    ];
  }

  private tile(name: string, { width, height, svg }: Tile, grain: number, scale: number): string {
    const turn = Math.round(grain);
    const { x, y } = this.shift;
    return this.define(
      `${name}${turn}`,
      (id) =>
        `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn}) translate(${rounded(x)} ${rounded(y)}) scale(${rounded(scale)})">${svg}</pattern>`,
    );
  }

  /** Three fields of colour with a seam between, level over body and sleeves. */
  private block(): string {
    const { palette, block } = this.look;
    const { fabric, accent, pop } = palette.cloth;
    const low = block.from - 100;
    const span = block.to + 100 - low;
    const stop = (y: number, colour: string) =>
      `<stop offset="${((y - low) / span).toFixed(4)}" stop-color="${colour}"/>`;
    const border = (y: number, above: string, below: string) =>
      stop(y - 0.2, above) +
      stop(y - 0.2, palette.contour) +
      stop(y + 0.2, palette.contour) +
      stop(y + 0.2, below);
    return this.define(
      'block',
      (id) =>
        `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${rounded(low)}" y2="${rounded(low + span)}">${border(block.from, fabric, accent)}${border(block.to, accent, pop)}</linearGradient>`,
    );
  }

  /** The roundness of a body: light a little left of the middle, dark at both sides. */
  private shading(): string {
    const { shadow: colour, shadowStrength } = this.look.palette;
    const stop = (offset: number, tone: string, opacity: number) =>
      `<stop offset="${offset}" stop-color="${tone}" stop-opacity="${rounded(opacity)}"/>`;
    const dark = (offset: number, opacity: number) => stop(offset, colour, opacity * shadowStrength);
    const light = shadowStrength > 1 ? 0.1 : 0.16;
    return this.define(
      'roundness',
      (id) =>
        `<linearGradient id="${id}" x1="0" x2="1" y1="0" y2=".12">${dark(0, 0.22)}${dark(0.16, 0.03)}${stop(0.36, '#ffffff', light)}${stop(0.55, '#ffffff', 0)}${dark(0.8, 0.06)}${dark(1, 0.28)}</linearGradient>`,
    );
  }

  private define(key: string, definition: (id: string) => string): string {
    const id = key.replace('-', 'm');
    if (!this.defined.has(key)) this.defined.set(key, definition(id));
    return `url(#${id})`;
  }
}
