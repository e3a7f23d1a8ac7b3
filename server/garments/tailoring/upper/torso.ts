import type { RandomStream } from '../../../random/index.js';
import type { Category, Fit, Length, Neckline, Sleeve } from '../../phrases.js';
import { bothSides, type Element, fold, ink, panel, seam, shade } from '../../sketch/element.js';
import {
  at,
  curve,
  type Edge,
  endOf,
  join,
  line,
  mirrored,
  polyline,
  reversed,
  spline,
  startOf,
  symmetric,
} from '../../sketch/geometry.js';
import { type Profile, sideEdge, widthAt } from '../../sketch/profile.js';
import type { Anatomy, Armhole } from '../anatomy.js';
import { type Hem, hemOf } from '../hem.js';
import { insideOfBack, type NeckCut, neckCut } from './neckline.js';
import { BLOCKS, type Block, EASE, HEM_Y, SIDE_LIFT } from './torso-blocks.js';

/** The body of a garment that hangs from the shoulders. */
export interface Torso {
  /** drawn before the sleeves: the inside of the back */
  readonly behind: readonly Element[];
  /** drawn over the sleeves */
  readonly elements: readonly Element[];
  readonly anatomy: Anatomy;
  readonly armhole: Armhole;
}

export interface TorsoOrder {
  readonly category: Category;
  readonly neckline: Neckline;
  readonly sleeve: Sleeve;
  readonly fit: Fit;
  readonly length: Length;
}

export const WAIST_Y = 40;
const HIP_Y = 60;

/** The body down to its hem; `to` cuts it off at the waist for a garment that goes on below. */
export function torsoOf(order: TorsoOrder, random: RandomStream, to?: number): Torso {
  const block = cutFor(order, random);
  const neck = neckCut(order.neckline, block.shoulder);
  const profile = profileOf(block);
  const hemY = to ?? random.vary(HEM_Y[order.length], 0.02);
  const hem = torsoHem(order.category, profile, hemY, block, to === undefined, random);
  const armhole = armholeOf(block);
  const side = sideEdge(profile, block.underarmY, startOf(hem.edge).y);
  return {
    behind: insideOfBack(neck),
    armhole,
    elements: bodyElements(
      { neck, armhole, side, hem, sleeveless: order.sleeve === 'sleeveless' },
      profile,
      random,
    ),
    anatomy: {
      widthAt: (y) => (y < block.underarmY ? armholeAt(armhole.seam, y) : widthAt(profile, y)),
      neck: symmetric(neck.front),
      front: { top: neck.front.at(-1)?.y ?? 0, bottom: hemY },
      waistY: WAIST_Y,
      hems: [hem.edge],
      cuffs: [],
      drop: { from: hemY > 75 ? WAIST_Y : block.underarmY + 2, to: hemY },
    },
  };
}

const profileOf = ({ underarmY, bust, waist, hip, sweep }: Block): Profile => [
  [underarmY, bust],
  [WAIST_Y, waist],
  [HIP_Y, hip],
  [HIP_Y + 40, hip + 40 * sweep],
];

function cutFor({ category, fit, sleeve, neckline }: TorsoOrder, random: RandomStream): Block {
  const block = BLOCKS[fit];
  const ease = EASE[category] ?? 0;
  const width = random.between(-0.5, 0.5) + ease;
  const bare = sleeve === 'sleeveless' && fit !== 'oversized' ? -2.6 : 0;
  const dropped = neckline === 'off-shoulder';
  return {
    ...block,
    shoulder: dropped
      ? at(block.bust + 1.4 + width, block.underarmY - 10.5)
      : at(block.shoulder.x + bare + width * 0.6, block.shoulder.y),
    underarmY: block.underarmY + random.between(-0.4, 0.6) + ease * 0.5,
    bust: block.bust + width,
    waist: block.waist + width + random.between(-0.4, 0.4),
    hip: block.hip + width + random.between(-0.5, 0.5),
    sweep: block.sweep + random.between(-0.01, 0.01),
  };
}

function torsoHem(
  category: Category,
  profile: Profile,
  hemY: number,
  block: Block,
  loose: boolean,
  random: RandomStream,
): Hem {
  const width = widthAt(profile, hemY);
  const lift = (SIDE_LIFT[category] ?? 1) + Math.max(0, width - 26) * 0.14;
  const sideY = hemY - lift;
  return hemOf(
    {
      side: at(widthAt(profile, sideY), sideY),
      centreY: hemY,
      fullness: loose ? block.fullness * Math.min(1, Math.max(0.25, (hemY - WAIST_Y) / 45)) : 0,
      from: {
        y: block.fullness > 1 ? WAIST_Y : 20,
        halfWidth: block.fullness > 1 ? block.waist * 0.9 : block.bust * 0.8,
      },
    },
    random,
  );
}

function armholeOf({ shoulder, underarmY, bust }: Block): Armhole {
  const underarm = at(bust, underarmY);
  const rise = underarmY - shoulder.y;
  return {
    shoulder,
    underarm,
    seam: curve(
      shoulder,
      at(shoulder.x - 1.8, shoulder.y + rise * 0.45),
      at(Math.min(shoulder.x, bust) - 1.2, underarmY - rise * 0.12),
      underarm,
    ),
  };
}

/** Half width of the body between shoulder and underarm. */
const armholeAt = (armhole: Edge, y: number) =>
  (polyline(armhole).find((point) => point.y >= y) ?? endOf(armhole)).x;

interface BodyEdges {
  readonly neck: NeckCut;
  readonly armhole: Armhole;
  readonly side: Edge;
  readonly hem: Hem;
  readonly sleeveless: boolean;
}

function bodyElements(
  { neck, armhole, side, hem, sleeveless }: BodyEdges,
  profile: Profile,
  random: RandomStream,
): Element[] {
  const shoulderLine = line(startOf(neck.front), armhole.shoulder);
  const right = join(reversed(neck.front), shoulderLine, armhole.seam, side);
  return [
    panel(join(right, hem.edge, reversed(mirrored(right)))),
    ...bothSides([
      ...hem.drape,
      ...bodyDrape(profile, side, random),
      ink(shoulderLine, 'contour'),
      sleeveless ? ink(armhole.seam, 'contour') : ink(armhole.seam, 'piece'),
      ink(side, 'contour'),
    ]),
    ink(symmetric(neck.front), 'piece'),
    ink(hem.edge, 'contour'),
  ];
}

/** Shadow along the side and creases that run from the underarm over chest and waist. */
function bodyDrape(profile: Profile, side: Edge, random: RandomStream): Element[] {
  const top = startOf(side).y + 1;
  const low = Math.min(WAIST_Y + 4, endOf(side).y);
  const inside = (y: number, share: number) => at(widthAt(profile, y) * share - 0.3, y);
  const crease = (y: number, rise: number, reach: number) =>
    fold(spline(inside(y, 1), inside(y - rise * 0.4, 0.86), inside(y - rise, reach)), 0.55);
  const shadowSide = join(
    sideEdge(profile, top, low),
    spline(inside(low, 1), at(widthAt(profile, low - 8) - 2.6, low - 8), inside(top, 0.97)),
  );
  const waistCreases = [
    crease(WAIST_Y - 1, 1.4, random.between(0.52, 0.64)),
    crease(WAIST_Y + 3, 1.6, random.between(0.64, 0.76)),
  ];
  return [
    shade(shadowSide, 0.13),
    crease(top + 1, 5, random.between(0.52, 0.66)),
    crease(top + 5, 3, random.between(0.62, 0.72)),
    ...(low > WAIST_Y + 3 ? waistCreases : []),
  ];
}

/** A straight seam across the body at a height, dipping to its middle. */
export const crossSeam = (halfWidth: number, y: number, dip = 0.8): Element =>
  seam(symmetric(curve(at(halfWidth, y - dip), at(halfWidth * 0.6, y), at(halfWidth * 0.3, y), at(0, y))));
