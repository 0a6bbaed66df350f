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
    byId('static').hidden = true;
    byId('app').hidden = false;
    document.body.classList.add('ready');
    say('');
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
    Details.fromAddress();
    performance.mark('report-ready');
    document.documentElement.dataset.ready = 'yes';
  }

  return { start };
})();

Main.start();
