import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A browser in which a person signed in before. The token lives in its cookie only; here is its SHA-256, in hex. */
@Entity('known_devices')
@Index('known_devices_user_id_idx', ['userId'])
@Index('known_devices_expires_at_idx', ['expiresAt'])
export class KnownDevice {
  @PrimaryColumn('text')
  readonly tokenHash!: string;

  /** Several people may share a browser. */
  @PrimaryColumn('uuid')
  @ForeignKey('User', { name: 'known_devices_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId!: string;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}
