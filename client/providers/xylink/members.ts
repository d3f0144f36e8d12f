/** Someone in a meeting, as the provider names them; whoever `meetingStatus` tells of can be handed on as they are. */
export interface Member {
  readonly id: number | string;
  /** The kind of device: 5 is a person's computer, 6 an H.323 or SIP terminal. */
  readonly type: number | string;
  /** Needed for type 6. */
  readonly participantNumber?: string;
}

/** A member without whatever else is known of them. */
export const memberFields = ({ id, type, participantNumber }: Member) => ({
  id,
  type,
  ...(participantNumber !== undefined && { participantNumber }),
});
