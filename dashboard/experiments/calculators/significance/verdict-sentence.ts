import type { AnalysisInput, SignificanceQuery } from '../../../generated/graphql.js';
import {
  boundsWords,
  differenceFormat,
  differenceUnit,
  formatGivenShare,
  liftFormat,
  unsigned,
} from '../answer/effect-words.js';
import { pValueWords } from '../answer/p-value-words.js';

export type Comparison = SignificanceQuery['analysis']['comparisons'][number];
type Effect = Comparison['relative'];

/** What was asked, as far as the words of an answer depend on it. */
export interface Asked {
  readonly input: AnalysisInput;
  /** Name of the control. */
  readonly control: string;
  /** Whether units did not come as planned, so that no effect can be trusted. */
  readonly isDoubtful: boolean;
}

/** A verdict in two words, and the colour it has. */
export interface VerdictMark {
  readonly words: string;
  readonly tone: 'better' | 'worse' | 'quiet';
}

export function verdictMark({ verdict, neutral }: Comparison, { input, isDoubtful }: Asked): VerdictMark {
  if (verdict === 'NOT_COMPUTED') return { words: 'Not computed', tone: 'quiet' };
  if (neutral) return { words: 'Neutral', tone: 'quiet' };
  if (verdict === 'INCONCLUSIVE') return { words: 'Unclear', tone: 'quiet' };
  const isBetter = (verdict === 'HIGHER') !== Boolean(input.lowerIsBetter);
  const words = isBetter ? 'Better' : 'Worse';
  if (isDoubtful) return { words: `${words}, if the counts can be trusted`, tone: 'quiet' };
  return { words, tone: isBetter ? 'better' : 'worse' };
}

/** The answer in one sentence, with the interval that decides and its p-value. */
export function verdictSentence(comparison: Comparison, asked: Asked): string {
  const { name, verdict, reason } = comparison;
  if (verdict === 'NOT_COMPUTED')
    return `${name} cannot be compared with ${asked.control}: ${reason ?? 'the reason is not known.'}`;
  const shown = decidingWords(comparison, asked);
  const evidence = `(${shown.interval}), ${pValueWords(shown.pValue)}.`;
  if (verdict === 'INCONCLUSIVE')
    return comparison.neutral
      ? `${name} and ${asked.control} differ by less than ${marginWords(asked)} ${evidence}`
      : `It is unclear whether ${name} ${UNCLEAR[asked.input.alternative ?? 'TWO_SIDED']} ${asked.control} ${evidence}`;
  const side = verdict === 'HIGHER' ? 'higher' : 'lower';
  const but = comparison.neutral
    ? ` The difference is smaller than the margin of ${marginWords(asked)}.`
    : '';
  return `${name} is ${shown.size} ${side} than ${asked.control} ${evidence}${but}`;
}

const UNCLEAR = { TWO_SIDED: 'differs from', GREATER: 'is higher than', LESS: 'is lower than' } as const;

const marginWords = ({ input }: Asked): string => formatGivenShare(input.margin!);

/** Of the effect that decides: the relative one, sequential if that was planned; the absolute one if it has no bounds. */
function decidingWords(comparison: Comparison, { input }: Asked) {
  const isSequential = comparison.sequentialRelative !== null;
  const relative = comparison.sequentialRelative ?? comparison.relative;
  const level = `${formatGivenShare(input.confidence!)}${isSequential ? ' sequential' : ''} interval`;
  if (hasBounds(relative)) {
    const format = liftFormat([relative]);
    return {
      size: unsigned(format(relative.value)),
      interval: `${level} ${boundsWords(relative, format)}`,
      pValue: relative.pValue,
    };
  }
  const absolute = comparison.sequential ?? comparison.absolute;
  const format = differenceFormat(absolute, input.kind);
  return {
    size: `${unsigned(format(absolute.value))}${differenceUnit(input.kind)}`,
    interval: `${level} of the difference ${boundsWords(absolute, format)}`,
    pValue: absolute.pValue,
  };
}

const hasBounds = ({ lower, upper }: Effect): boolean => lower !== null || upper !== null;
