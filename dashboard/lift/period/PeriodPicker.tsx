import { Button, Input, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { dayIn } from '../../format/dates.js';
import { IconCalendar, IconChevronDown } from '../../ui/icons/outlined.js';
import { isSamePeriod, type Period, type Preset, periodWords, presetsOn } from '../periods.js';
import { PeriodForm } from './PeriodForm.js';

export interface PeriodPickerProps {
  readonly period: Period;
  readonly onChange: (period: Period) => void;
  /** Of the workspace: it cuts time into days. */
  readonly timeZone: string;
  /** What is wrong with the period of the address. */
  readonly error: string | undefined;
}

/** Which days are asked about: one of the usual periods, or a first and a last day. */
export function PeriodPicker({ period, onChange, timeZone, error }: PeriodPickerProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const choose = (chosen: Period) => {
    close();
    onChange(chosen);
  };
  return (
    <Input.Wrapper error={error} labelElement="div" maw="44ch" classNames={{ error: 'period-error' }}>
      <Popover opened={opened} onChange={close} position="bottom-start" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant="default"
            className="period-button"
            data-error={error ? true : undefined}
            leftSection={<IconCalendar size={16} aria-hidden="true" />}
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
            onClick={toggle}
          >
            <span className="visually-hidden">Period: </span>
            {error ? 'Choose a period' : periodWords(period)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className="period-dropdown" aria-label="Period">
          <Presets
            presets={presetsOn(dayIn(timeZone, new Date()))}
            period={error ? null : period}
            onChoose={choose}
          />
          <PeriodForm period={period} onChoose={choose} />
          <p className="period-note">
            Days in the time zone of the workspace, {timeZone}. A link keeps these days, not “last 7 days”.
          </p>
        </Popover.Dropdown>
      </Popover>
    </Input.Wrapper>
  );
}

interface PresetsProps {
  readonly presets: readonly Preset[];
  /** Null where none is chosen. */
  readonly period: Period | null;
  readonly onChoose: (period: Period) => void;
}

const Presets = ({ presets, period, onChoose }: PresetsProps) => (
  <fieldset className="period-presets">
    <legend className="visually-hidden">Usual periods</legend>
    {presets.map((preset) => (
      <button
        key={preset.label}
        type="button"
        aria-pressed={period !== null && isSamePeriod(preset.period, period)}
        onClick={() => onChoose(preset.period)}
      >
        {preset.label}
        {preset.period.from !== null && <small>{periodWords(preset.period)}</small>}
      </button>
    ))}
  </fieldset>
);
