import { Select, type SelectProps } from '@mantine/core';

/** Every IANA time zone that the browser knows, UTC first. */
const TIME_ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

type TimeZoneSelectProps = Omit<SelectProps, 'data'> & {
  /** Whether there are data by day already. */
  readonly isFixed?: boolean;
};

export const TimeZoneSelect = ({ isFixed = false, ...input }: TimeZoneSelectProps) => (
  <Select
    label="Time zone"
    description={
      isFixed
        ? 'A day is a day in this zone. It is fixed, since there are data by day.'
        : 'A day is a day in this zone. It is fixed once there are data by day.'
    }
    disabled={isFixed}
    data={TIME_ZONES}
    searchable
    allowDeselect={false}
    {...input}
  />
);
