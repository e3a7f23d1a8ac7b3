import { type Edge, mirrored, type Point } from './geometry.js';

/** What a piece is cut from; `accent` and `pop` are the second and third colour of the palette entry. */
export type Cloth = 'fabric' | 'inside' | 'rib' | 'accent' | 'pop' | 'lace' | 'leather' | 'metal' | 'dark';

/** Pen weights: the contour of the garment, a seam, and the finest line for ribs and gathers. */
export type Weight = 'contour' | 'piece' | 'seam' | 'hair';

/** One thing on the drawing. A garment is a list of them in painter's order. */
export type Element =
  | {
      /** cloth with pattern and shading, without a line around it */
      readonly kind: 'panel';
      readonly outline: Edge;
      readonly cloth: Cloth;
      /** degrees the cloth's grain is turned by, clockwise; patterns follow it */
      readonly grain: number;
    }
  | { readonly kind: 'ink'; readonly edge: Edge; readonly weight: Weight }
  | { readonly kind: 'stitch'; readonly edge: Edge }
  /** a drape line that swells to `width` cm in its middle */
  | { readonly kind: 'fold'; readonly edge: Edge; readonly width: number }
  /** a soft shadow within the closed outline; strength 0 to 1 */
  | { readonly kind: 'shade'; readonly outline: Edge; readonly strength: number }
  /** a small flat shape in one colour with a thin line around it */
  | { readonly kind: 'shape'; readonly outline: Edge; readonly cloth: Cloth }
  | { readonly kind: 'button'; readonly centre: Point; readonly radius: number };

export const panel = (outline: Edge, cloth: Cloth = 'fabric', grain = 0): Element => ({
  kind: 'panel',
  outline,
  cloth,
  grain,
});
export const ink = (edge: Edge, weight: Weight): Element => ({ kind: 'ink', edge, weight });
export const seam = (edge: Edge): Element => ink(edge, 'seam');
export const stitch = (edge: Edge): Element => ({ kind: 'stitch', edge });
export const fold = (edge: Edge, width = 0.5): Element => ({ kind: 'fold', edge, width });
export const shade = (outline: Edge, strength = 0.3): Element => ({ kind: 'shade', outline, strength });
export const shape = (outline: Edge, cloth: Cloth): Element => ({ kind: 'shape', outline, cloth });
export const button = (centre: Point, radius = 0.75): Element => ({ kind: 'button', centre, radius });

/** A panel with a line all around it. */
export const piece = (outline: Edge, cloth: Cloth = 'fabric', grain = 0): Element[] => [
  panel(outline, cloth, grain),
  ink([...outline, outline.at(-1) as Point, outline[0] as Point, outline[0] as Point], 'piece'),
];

/** The elements and their mirror images, left side first. */
export const bothSides = (elements: readonly Element[]): Element[] => [
  ...elements.map(reflected),
  ...elements,
];

function reflected(element: Element): Element {
  switch (element.kind) {
    case 'panel':
      return { ...element, outline: mirrored(element.outline), grain: -element.grain };
    case 'shade':
    case 'shape':
      return { ...element, outline: mirrored(element.outline) };
    case 'button':
      return { ...element, centre: { x: -element.centre.x, y: element.centre.y } };
    default:
      return { ...element, edge: mirrored(element.edge) };
  }
}
