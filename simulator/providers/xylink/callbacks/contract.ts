import rosterInfo from '../../../../contracts/xylink/callbacks/conference-roster-info/event.json' with { type: 'json' };
import newUserCall from '../../../../contracts/xylink/callbacks/new-user-call/event.json' with { type: 'json' };

/** The events that are told here, as the contract describes them, by name. */
export const callbackEvents = { NewUserCall: newUserCall, ConferenceRosterInfo: rosterInfo };

/** The schemas of their bodies, read from disk when they are first asked for. */
export const callbackSchemas = async () => ({
  NewUserCall: (
    await import('../../../../contracts/xylink/callbacks/new-user-call/body.schema.json', { with: { type: 'json' } })
  ).default,
  ConferenceRosterInfo: (
    await import('../../../../contracts/xylink/callbacks/conference-roster-info/body.schema.json', {
      with: { type: 'json' },
    })
  ).default,
});
