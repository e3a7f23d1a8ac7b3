import type { Comparison } from './verdict-sentence.js';

/** A relative effect by one method. */
export interface MethodEffect {
  readonly method: string;
  readonly effect: Comparison['relative'];
  /** Whether it decides the verdict. */
  readonly decides: boolean;
}

/** The relative effects of a treatment, the one that decides first. */
export function relativeEffects({ relative, relativeDelta, sequentialRelative }: Comparison): MethodEffect[] {
  const oneLook: MethodEffect[] = [
    { method: 'Fieller', effect: relative, decides: sequentialRelative === null },
    { method: 'Delta method', effect: relativeDelta, decides: false },
  ];
  return sequentialRelative === null
    ? oneLook
    : [{ method: 'Sequential', effect: sequentialRelative, decides: true }, ...oneLook];
}
