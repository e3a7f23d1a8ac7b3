import { Title } from '@mantine/core';
import { formatLiftTick, formatPValue, formatShare } from '../../../format/numbers.js';
import { IntervalTable } from '../../../ui/chart/IntervalTable.js';
import type { Scale } from '../../../ui/chart/scale.js';
import { Fact } from '../../../ui/Fact.js';
import {
  boundsWords,
  differenceFormat,
  differenceUnit,
  drawnInterval,
  formatGivenShare,
  liftFormat,
} from '../answer/effect-words.js';
import { type MethodEffect, relativeEffects } from './relative-effects.js';
import { type Asked, type Comparison, verdictMark, verdictSentence } from './verdict-sentence.js';

export interface ComparisonAnswerProps {
  readonly comparison: Comparison;
  readonly asked: Asked;
  readonly scale: Scale;
  readonly isOneOfSeveral: boolean;
}

/** One treatment against the control: the sentence, the intervals, and what else is known. */
export function ComparisonAnswer({ comparison, asked, scale, isOneOfSeveral }: ComparisonAnswerProps) {
  const { words, tone } = verdictMark(comparison, asked);
  const { verdict, name, reason } = comparison;
  return (
    <section className="comparison" aria-label={`${name} against ${asked.control}`}>
      {isOneOfSeveral && <Title order={3}>{name}</Title>}
      <p className="verdict" aria-live="polite">
        <strong className={`tone-${tone}`}>{words}.</strong> {verdictSentence(comparison, asked)}
      </p>
      {verdict !== 'NOT_COMPUTED' && (
        <>
          {reason && <p className="note">{reason}</p>}
          <EffectTable comparison={comparison} asked={asked} scale={scale} tone={tone} />
          <ComparisonFacts comparison={comparison} asked={asked} isOneOfSeveral={isOneOfSeveral} />
        </>
      )}
    </section>
  );
}

type EffectTableProps = Omit<ComparisonAnswerProps, 'isOneOfSeveral'> & { readonly tone: string };

function EffectTable({ comparison, asked, scale, tone }: EffectTableProps) {
  const rows = relativeEffects(comparison);
  return (
    <IntervalTable<MethodEffect>
      caption={`${comparison.name} relative to ${asked.control}, by method`}
      rows={rows}
      rowKey={({ method }) => method}
      header="Method"
      label={({ method }) => method}
      estimate={({ effect }) => drawnInterval(effect)}
      valueHeader="Relative"
      intervalHeader={`${formatGivenShare(asked.input.confidence!)} interval`}
      format={liftFormat(rows.map(({ effect }) => effect))}
      formatTick={formatLiftTick}
      scale={scale}
      look={({ decides }) => ({ className: decides ? tone : 'quiet' })}
      after={[{ header: 'p', cell: ({ effect }) => formatPValue(effect.pValue) }]}
    />
  );
}

type FactsProps = Omit<ComparisonAnswerProps, 'scale'>;

function ComparisonFacts({ comparison, asked: { input }, isOneOfSeveral }: FactsProps) {
  const { posterior, nonInferior, adjustedPValueHolm } = comparison;
  const absolute = comparison.sequential ?? comparison.absolute; // as wide as what decides
  const format = differenceFormat(absolute, input.kind);
  return (
    <dl className="facts">
      <Fact term="Absolute difference">
        {format(absolute.value)}
        {differenceUnit(input.kind)} <small>{boundsWords(absolute, format)}</small>
      </Fact>
      <Fact term="Chance to be better">
        {posterior.chanceToWin === null ? posterior.reason : chanceWords(posterior.chanceToWin)}{' '}
        <small>at one planned look</small>
      </Fact>
      {isOneOfSeveral && (
        <Fact term="p, Holm">
          {formatPValue(adjustedPValueHolm)} <small>adjusted for all treatments</small>
        </Fact>
      )}
      {input.margin != null && (
        <Fact term="Not worse by the margin">
          {nonInferior === null ? 'Not computed' : nonInferior ? 'Yes' : 'Not shown'}{' '}
          <small>non-inferior by {formatGivenShare(input.margin)}, one-sided</small>
        </Fact>
      )}
    </dl>
  );
}

const CERTAIN = 0.999;

/** Never 0% or 100%: a chance is neither. */
function chanceWords(chance: number): string {
  if (chance > CERTAIN) return 'over 99.9%';
  return chance < 1 - CERTAIN ? 'under 0.1%' : formatShare(chance);
}
