import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconSelector } from './icons/outlined.js';

export interface SortButtonProps {
  /** What is sorted by. */
  readonly name: string;
  /** What is seen of the name, if the heading around it says the rest. */
  readonly shown?: string;
  /** As `aria-sort` of the heading has it; undefined if something else is sorted by. */
  readonly direction: 'ascending' | 'descending' | undefined;
  readonly onClick: () => void;
}

/** Sorts a table by a column, or turns its order round. */
export function SortButton({ name, shown = name, direction, onClick }: SortButtonProps) {
  const Icon = direction ? IconChevronDown : IconSelector;
  return (
    <UnstyledButton
      className="sort-button"
      data-direction={direction}
      aria-label={shown === name ? undefined : name}
      title={`Sort by ${name}`}
      onClick={onClick}
    >
      {shown}
      <Icon size={12} aria-hidden="true" />
    </UnstyledButton>
  );
}
