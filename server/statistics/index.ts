export { benjaminiHochberg } from './benjamini-hochberg.js';
export type { Estimate, StoresEstimate } from './estimate.js';
export type { Arm, StoreArms } from './same-store/arms.js';
export type { EstimandName } from './same-store/estimands.js';
export { placebo } from './same-store/placebo.js';
export { type SameStoreLift, sameStoreLift } from './same-store/same-store-lift.js';
export type { LiftSettings } from './same-store/settings.js';
export { tercileEdges } from './tercile-edges.js';
export { verdict } from './verdict.js';
