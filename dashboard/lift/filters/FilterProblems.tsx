import { Anchor, Button, Text } from '@mantine/core';
import { Link } from 'react-router';
import { optionsOf } from '../../format/words.js';
import { IconAlertTriangle } from '../../ui/icons/outlined.js';
import type { FilterProblem } from '../filter-problems.js';
import { METRIC_NAMES } from '../metrics.js';
import { useMetricLink } from '../use-metric-link.js';

export interface FilterProblemsProps {
  readonly problems: readonly FilterProblem[];
  readonly onRemove: (problem: FilterProblem) => void;
}

/** In place of every number while a filter is wrong: what is wrong, and the ways out. */
export const FilterProblems = ({ problems, onRemove }: FilterProblemsProps) => (
  <div className="notice" role="alert">
    <IconAlertTriangle size={28} stroke={1.4} aria-hidden="true" />
    <Text fw={600}>Correct the filters to see the answer</Text>
    <ul className="filter-problems">
      {problems.map((problem) => (
        <li key={`${problem.filter} ${problem.value}`}>
          <span>{problem.message}</span>
          {problem.filter === 'metric' ? (
            <MetricLinks />
          ) : (
            <Button
              variant="default"
              size="xs"
              aria-label={`Remove “${problem.value}”`}
              onClick={() => onRemove(problem)}
            >
              Remove
            </Button>
          )}
        </li>
      ))}
    </ul>
  </div>
);

function MetricLinks() {
  const linkTo = useMetricLink();
  return (
    <span className="metric-links">
      {optionsOf(METRIC_NAMES).map(({ value, label }) => (
        <Anchor key={value} component={Link} to={linkTo(value)}>
          {label}
        </Anchor>
      ))}
    </span>
  );
}
