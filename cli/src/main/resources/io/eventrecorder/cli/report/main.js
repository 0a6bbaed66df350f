/** Starts the page. */
const Main = (() => {
  const { byId } = Base;

  function say(text) {
    byId('message').textContent = text;
    byId('message').hidden = text === '';
  }

  async function start() {
    Controls.theme();
    if (typeof DecompressionStream === 'undefined') {
      say(
        'This browser cannot unpack the data of the report. Chrome 80, Firefox 113, Safari 16.4 and ' +
          'later versions can. The summary below needs no unpacking.',
      );
      return;
    }
    try {
      State.start(Model.build(await Model.decode(byId('data').textContent)));
    } catch (e) {
      say(
        `The data of this report cannot be read (${e.message}). The file may be cut short. ` +
          'Make it again with event-record report.',
      );
      throw e;
    }
    try {
      // The parts measure their room, so it must be there.
      byId('app').hidden = false;
      parts();
      document.body.classList.add('ready');
      byId('static').hidden = true;
      Details.fromAddress();
    } catch (e) {
      byId('app').hidden = true;
      byId('static').hidden = false;
      document.body.classList.remove('ready');
      say(
        `The page cannot show the timeline of this report (${e.message}). The summary below is complete. ` +
          'Make a report of fewer events with --from, --to or --only.',
      );
      throw e;
    }
    say('');
    performance.mark('report-ready');
    document.documentElement.dataset.ready = 'yes';
  }

  function parts() {
    Controls.numbers();
    Controls.clock();
    Filter.start();
    Controls.lanes();
    Controls.periods();
    Timeline.start();
    Overview.start();
    Keyboard.start();
    Talkers.start();
    Correlator.start();
    WhatIf.start();
    Details.start();
    Table.start();
  }

  return { start };
})();

Main.start();
