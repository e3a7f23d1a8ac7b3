import { SegmentedControl } from '@mantine/core';
import { optionsOf } from '../format/words.js';
import { LAYOUT_NAMES, type Layout } from './list-layout.js';

export interface LayoutSwitchProps {
  readonly layout: Layout;
  readonly onChange: (layout: Layout) => void;
}

export const LayoutSwitch = ({ layout, onChange }: LayoutSwitchProps) => (
  <SegmentedControl
    aria-label="Show as"
    data={optionsOf(LAYOUT_NAMES)}
    value={layout}
    onChange={(value) => onChange(value as Layout)}
  />
);
