<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>window</name>
    <message>
      <source>Less</source>
      <translation>Weniger</translation>
    </message>
    <message numerus="yes">
      <source>{n} more</source>
      <translation>
        <numerusform>{n} weitere</numerusform>
        <numerusform>{n} weitere</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{text}  ({n} times)</source>
      <translation>
        <numerusform>{text}</numerusform>
        <numerusform>{text}  ({n}-mal)</numerusform>
      </translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Command line equivalent</source>
      <translation>Entsprechende Befehlszeile</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>Copy command line</source>
      <translation>Befehlszeile kopieren</translation>
    </message>
    <message>
      <source>Copied</source>
      <translation>Kopiert</translation>
    </message>
    <message>
      <source>Command line</source>
      <translation>Befehlszeile</translation>
    </message>
    <message>
      <source>{time} s</source>
      <translation>{time} s</translation>
    </message>
    <message>
      <source>{time} min</source>
      <translation>{time} min</translation>
    </message>
    <message>
      <source>{hours} h {minutes} min</source>
      <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
      <source>{days} d {hours} h</source>
      <translation>{days} d {hours} h</translation>
    </message>
    <message>
      <source>Copy details</source>
      <translation>Details kopieren</translation>
    </message>
    <message>
      <source>Unexpected error</source>
      <translation>Unerwarteter Fehler</translation>
    </message>
    <message>
      <source>An unexpected error occurred. It was not caused by your files. Your project is still open; please save it. The report below helps to fix the problem.</source>
      <translation>Ein unerwarteter Fehler ist aufgetreten. Die Dateien sind nicht die Ursache. Das Projekt ist noch offen; bitte speichern. Der Bericht unten hilft, den Fehler zu beheben.</translation>
    </message>
    <message>
      <source>Details</source>
      <translation>Details</translation>
    </message>
    <message>
      <source>Choose: {name}</source>
      <translation>{name} wählen</translation>
    </message>
    <message numerus="yes">
      <source>{n} bytes</source>
      <translation>
        <numerusform>{n} Byte</numerusform>
        <numerusform>{n} Byte</numerusform>
      </translation>
    </message>
    <message>
      <source>Listener</source>
      <translation>Hörer</translation>
    </message>
    <message>
      <source>Scored</source>
      <translation>Bewertet</translation>
    </message>
    <message>
      <source>Attention checks</source>
      <translation>Aufmerksamkeitsproben</translation>
    </message>
    <message>
      <source>Use headphones, and keep the volume. Score each sound from 1 to 5: Space plays it again, the arrows go back and on. Where you hear only beeps, give their number as the score.</source>
      <translation>Kopfhörer benutzen und die Lautstärke beibehalten. Jeden Klang mit 1 bis 5 bewerten: Die Leertaste spielt ihn noch einmal, die Pfeiltasten gehen vor und zurück. Wo nur Pieptöne zu hören sind, ihre Anzahl als Bewertung geben.</translation>
    </message>
    <message>
      <source>Another test</source>
      <translation>Anderer Test</translation>
    </message>
    <message>
      <source>Listen</source>
      <translation>Anhören</translation>
    </message>
    <message>
      <source>Your name</source>
      <translation>Ihr Name</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>Beginnen</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Listeners</source>
      <translation>Hörer</translation>
    </message>
    <message>
      <source>Save as web page…</source>
      <translation>Als Webseite speichern …</translation>
    </message>
    <message>
      <source>Add answers…</source>
      <translation>Antworten hinzufügen …</translation>
    </message>
    <message>
      <source>Results</source>
      <translation>Ergebnisse</translation>
    </message>
    <message numerus="yes">
      <source>{n} sounds of {title}</source>
      <translation>
        <numerusform>{n} Klang von {title}</numerusform>
        <numerusform>{n} Klänge von {title}</numerusform>
      </translation>
    </message>
    <message>
      <source>missed {missed}: not counted</source>
      <translation>{missed} verpasst: zählt nicht</translation>
    </message>
    <message>
      <source>passed</source>
      <translation>bestanden</translation>
    </message>
    <message>
      <source>{given} of {total}</source>
      <translation>{given} von {total}</translation>
    </message>
    <message numerus="yes">
      <source>Added the answers of {n} listeners.</source>
      <translation>
        <numerusform>Antworten eines Hörers hinzugefügt.</numerusform>
        <numerusform>Antworten von {n} Hörern hinzugefügt.</numerusform>
      </translation>
    </message>
    <message>
      <source>Saved {name}. Listeners open it in a browser and send their answers back.</source>
      <translation>{name} wurde gespeichert. Hörer öffnen die Seite im Browser und senden ihre Antworten zurück.</translation>
    </message>
    <message>
      <source>Continue</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <source>Save as web page</source>
      <translation>Als Webseite speichern</translation>
    </message>
    <message>
      <source>Pages (*.html)</source>
      <translation>Seiten (*.html)</translation>
    </message>
    <message>
      <source>Add answers</source>
      <translation>Antworten hinzufügen</translation>
    </message>
    <message>
      <source>Answers (*.json)</source>
      <translation>Antworten (*.json)</translation>
    </message>
    <message>
      <source>Paper: ground truth</source>
      <translation>Paper: Ground Truth</translation>
    </message>
    <message>
      <source>Paper: baseline</source>
      <translation>Paper: Vergleichssystem</translation>
    </message>
    <message>
      <source>Paper: own model</source>
      <translation>Paper: eigenes Modell</translation>
    </message>
    <message>
      <source>Mean score ± half the 95 % interval (number of scores). The paper's scores are of its own clips and listeners.</source>
      <translation>Mittlere Bewertung ± das halbe 95-%-Intervall (Anzahl der Bewertungen). Die Bewertungen des Papers stammen von dessen eigenen Clips und Hörern.</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>Count listeners who missed an attention check</source>
      <translation>Auch Hörer zählen, die eine Aufmerksamkeitsprobe verpasst haben</translation>
    </message>
    <message>
      <source>System</source>
      <translation>System</translation>
    </message>
    <message>
      <source>Save all scores…</source>
      <translation>Alle Bewertungen speichern …</translation>
    </message>
    <message>
      <source>Save results…</source>
      <translation>Ergebnisse speichern …</translation>
    </message>
    <message>
      <source>All classes</source>
      <translation>Alle Klassen</translation>
    </message>
    <message numerus="yes">
      <source>{n} listeners, {left_out} left out</source>
      <translation>
        <numerusform>{n} Hörer, {left_out} ausgelassen</numerusform>
        <numerusform>{n} Hörer, {left_out} ausgelassen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} listeners</source>
      <translation>
        <numerusform>{n} Hörer</numerusform>
        <numerusform>{n} Hörer</numerusform>
      </translation>
    </message>
    <message>
      <source>{name} cannot be written: {reason}.</source>
      <translation>{name} kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
      <source>Choose a folder with free space that you may write to.</source>
      <translation>Einen Ordner mit freiem Platz wählen, in den geschrieben werden darf.</translation>
    </message>
    <message>
      <source>Save results</source>
      <translation>Ergebnisse speichern</translation>
    </message>
    <message>
      <source>Save all scores</source>
      <translation>Alle Bewertungen speichern</translation>
    </message>
    <message>
      <source>Listeners score hidden, equally loud sounds of several systems from 1 to 5.</source>
      <translation>Hörer bewerten verdeckte, gleich laute Klänge mehrerer Systeme mit 1 bis 5.</translation>
    </message>
    <message>
      <source>The folder of an evaluation report, or a folder with a folder of sounds for each system.</source>
      <translation>Der Ordner eines Bewertungsberichts oder ein Ordner mit einem Unterordner von Klängen je System.</translation>
    </message>
    <message>
      <source>Listening test</source>
      <translation>Hörtest</translation>
    </message>
    <message>
      <source>Open test…</source>
      <translation>Test öffnen …</translation>
    </message>
    <message>
      <source>New test</source>
      <translation>Neuer Test</translation>
    </message>
    <message>
      <source>Sounds to compare</source>
      <translation>Zu vergleichende Klänge</translation>
    </message>
    <message>
      <source>Clips of each class</source>
      <translation>Clips je Klasse</translation>
    </message>
    <message>
      <source>The paper has 10; half as many again for timbre</source>
      <translation>Im Paper sind es 10; für die Klangfarbe anderthalbmal so viele</translation>
    </message>
    <message>
      <source>Prepare…</source>
      <translation>Vorbereiten …</translation>
    </message>
    <message numerus="yes">
      <source>{n} sounds of {systems}</source>
      <translation>
        <numerusform>{n} Klang von {systems}</numerusform>
        <numerusform>{n} Klänge von {systems}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} sounds, about {minutes} min</source>
      <translation>
        <numerusform>{n} Klang, etwa {minutes} min</numerusform>
        <numerusform>{n} Klänge, etwa {minutes} min</numerusform>
      </translation>
    </message>
    <message>
      <source>New folder for the test</source>
      <translation>Neuer Ordner für den Test</translation>
    </message>
    <message>
      <source>Open listening test</source>
      <translation>Hörtest öffnen</translation>
    </message>
    <message>
      <source>Preparing… {percent} %</source>
      <translation>Vorbereiten … {percent} %</translation>
    </message>
    <message>
      <source>Practice: this score does not count.</source>
      <translation>Übung: Diese Bewertung zählt nicht.</translation>
    </message>
    <message>
      <source>Listen to the end first.</source>
      <translation>Zuerst bis zum Ende anhören.</translation>
    </message>
    <message>
      <source>This is the reference.</source>
      <translation>Das ist die Referenz.</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Fortschritt</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>Position</source>
      <translation>Position</translation>
    </message>
    <message>
      <source>Play again  (Space)</source>
      <translation>Noch einmal  (Leertaste)</translation>
    </message>
    <message>
      <source>Reference  (R)</source>
      <translation>Referenz  (R)</translation>
    </message>
    <message>
      <source>Volume</source>
      <translation>Lautstärke</translation>
    </message>
    <message>
      <source>Volume: set it during practice, then leave it</source>
      <translation>Lautstärke: während der Übung einstellen, dann so lassen</translation>
    </message>
    <message>
      <source>Pause test</source>
      <translation>Test unterbrechen</translation>
    </message>
    <message>
      <source>Back  (←)</source>
      <translation>Zurück  (←)</translation>
    </message>
    <message>
      <source>Next  (→)</source>
      <translation>Weiter  (→)</translation>
    </message>
    <message>
      <source>Thank you. All sounds are scored.</source>
      <translation>Vielen Dank. Alle Klänge sind bewertet.</translation>
    </message>
    <message>
      <source>Preferences</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>Farbschema</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <source>Audio output</source>
      <translation>Tonausgabe</translation>
    </message>
    <message>
      <source>Rescan</source>
      <translation>Neu suchen</translation>
    </message>
    <message>
      <source>Rescan audio devices</source>
      <translation>Tongeräte neu suchen</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <source>Cache</source>
      <translation>Zwischenspeicher</translation>
    </message>
    <message>
      <source>General</source>
      <translation>Allgemein</translation>
    </message>
    <message>
      <source>Shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <source>Realism</source>
      <translation>Echtheit</translation>
    </message>
    <message>
      <source>How real does this sound?</source>
      <translation>Wie echt klingt das?</translation>
    </message>
    <message>
      <source>Judge only whether it could be a recording, not whether you like it.</source>
      <translation>Nur beurteilen, ob es eine Aufnahme sein könnte, nicht, ob es gefällt.</translation>
    </message>
    <message>
      <source>Entirely real, like a recording</source>
      <translation>Völlig echt, wie eine Aufnahme</translation>
    </message>
    <message>
      <source>Mostly real</source>
      <translation>Überwiegend echt</translation>
    </message>
    <message>
      <source>As much real as artificial</source>
      <translation>Ebenso echt wie künstlich</translation>
    </message>
    <message>
      <source>Mostly artificial</source>
      <translation>Überwiegend künstlich</translation>
    </message>
    <message>
      <source>Entirely artificial</source>
      <translation>Völlig künstlich</translation>
    </message>
    <message>
      <source>Alignment</source>
      <translation>Gleichlauf</translation>
    </message>
    <message>
      <source>How well is the sound in time with the picture?</source>
      <translation>Wie gut passt der Ton zeitlich zum Bild?</translation>
    </message>
    <message>
      <source>Judge only the timing, not what it sounds like.</source>
      <translation>Nur den zeitlichen Ablauf beurteilen, nicht den Klang.</translation>
    </message>
    <message>
      <source>Everything seen is heard at the same moment</source>
      <translation>Alles Sichtbare ist im selben Moment zu hören</translation>
    </message>
    <message>
      <source>Slightly early or late</source>
      <translation>Etwas zu früh oder zu spät</translation>
    </message>
    <message>
      <source>Off in some places</source>
      <translation>Stellenweise versetzt</translation>
    </message>
    <message>
      <source>Off in most places</source>
      <translation>Meist versetzt</translation>
    </message>
    <message>
      <source>Nothing heard fits anything seen</source>
      <translation>Nichts Hörbares passt zu etwas Sichtbarem</translation>
    </message>
    <message>
      <source>Timbre</source>
      <translation>Klangfarbe</translation>
    </message>
    <message>
      <source>How similar is the timbre to that of the reference?</source>
      <translation>Wie ähnlich ist die Klangfarbe derjenigen der Referenz?</translation>
    </message>
    <message>
      <source>Judge only the character of the sound, not its rhythm or loudness.</source>
      <translation>Nur den Charakter des Klangs beurteilen, nicht Rhythmus oder Lautstärke.</translation>
    </message>
    <message>
      <source>The same timbre</source>
      <translation>Dieselbe Klangfarbe</translation>
    </message>
    <message>
      <source>Very similar, but not the same</source>
      <translation>Sehr ähnlich, aber nicht gleich</translation>
    </message>
    <message>
      <source>Similar, with clear differences</source>
      <translation>Ähnlich, mit deutlichen Unterschieden</translation>
    </message>
    <message>
      <source>Far apart, but the same kind of sound</source>
      <translation>Weit entfernt, aber dieselbe Art von Klang</translation>
    </message>
    <message>
      <source>Nothing in common</source>
      <translation>Nichts gemeinsam</translation>
    </message>
    <message>
      <source>As published, one class at a time: a GPU of 24 GB, and hours for each class.</source>
      <translation>Wie veröffentlicht, eine Klasse nach der anderen: eine GPU mit 24 GB, und Stunden je Klasse.</translation>
    </message>
    <message>
      <source>As published, with the mel weight of the authors' page.</source>
      <translation>Wie veröffentlicht, mit dem Mel-Gewicht von der Seite der Autoren.</translation>
    </message>
    <message>
      <source>The paper's size with events first and balanced losses, one model for all classes: a GPU.</source>
      <translation>Die Größe aus dem Paper, mit Ereignissen zuerst und ausgewogenen Verlusten, ein Modell für alle Klassen: eine GPU.</translation>
    </message>
    <message>
      <source>Half of the paper's width, otherwise as balanced: a small GPU.</source>
      <translation>Die halbe Breite des Papers, sonst wie balanced: eine kleine GPU.</translation>
    </message>
    <message>
      <source>A quarter of the paper's width: two CPU cores, some hours.</source>
      <translation>Ein Viertel der Breite des Papers: zwei CPU-Kerne, einige Stunden.</translation>
    </message>
    <message>
      <source>A few minutes on any machine: shows that everything works, learns next to nothing.</source>
      <translation>Ein paar Minuten auf jedem Rechner: zeigt, dass alles funktioniert, lernt fast nichts.</translation>
    </message>
    <message>
      <source>Table 7, w/o MD.</source>
      <translation>Tabelle 7, ohne MD.</translation>
    </message>
    <message>
      <source>Table 7, w/o TDAD.</source>
      <translation>Tabelle 7, ohne TDAD.</translation>
    </message>
    <message>
      <source>HiFi-GAN V1, as published: a GPU, days.</source>
      <translation>HiFi-GAN V1, wie veröffentlicht: eine GPU, Tage.</translation>
    </message>
    <message>
      <source>HiFi-GAN V2, as published: small; a GPU.</source>
      <translation>HiFi-GAN V2, wie veröffentlicht: klein; eine GPU.</translation>
    </message>
    <message>
      <source>HiFi-GAN V3, as published: fast on CPUs; a GPU.</source>
      <translation>HiFi-GAN V3, wie veröffentlicht: schnell auf CPUs; eine GPU.</translation>
    </message>
    <message>
      <source>An iSTFTNet taught by spectra alone: two CPU cores, an hour and a half.</source>
      <translation>Ein iSTFTNet, das nur aus Spektren lernt: zwei CPU-Kerne, anderthalb Stunden.</translation>
    </message>
    <message>
      <source>REGNET as published, the first half of the paper's cascade: a GPU.</source>
      <translation>REGNET wie veröffentlicht, die erste Hälfte der Kaskade des Papers: eine GPU.</translation>
    </message>
    <message>
      <source>SPEECHSPLIT as published, the second half: a GPU, days.</source>
      <translation>SPEECHSPLIT wie veröffentlicht, die zweite Hälfte: eine GPU, Tage.</translation>
    </message>
    <message>
      <source>REGNET at a quarter of its width: two CPU cores.</source>
      <translation>REGNET mit einem Viertel der Breite: zwei CPU-Kerne.</translation>
    </message>
    <message>
      <source>SPEECHSPLIT at a quarter of its width: two CPU cores.</source>
      <translation>SPEECHSPLIT mit einem Viertel der Breite: zwei CPU-Kerne.</translation>
    </message>
    <message>
      <source>Device to train on: auto (the GPU if it works), cpu, cuda, cuda:1, or several such as cuda:0,cuda:1.</source>
      <translation>Gerät für das Training: auto (die GPU, wenn sie funktioniert), cpu, cuda, cuda:1 oder mehrere wie cuda:0,cuda:1.</translation>
    </message>
    <message>
      <source>Processes on this machine that divide each batch, one for each device.</source>
      <translation>Prozesse auf diesem Rechner, die sich jeden Batch teilen, einer je Gerät.</translation>
    </message>
    <message>
      <source>The preset that the settings started from.</source>
      <translation>Die Vorgabe, von der die Einstellungen ausgingen.</translation>
    </message>
    <message>
      <source>Folder of the data set.</source>
      <translation>Ordner des Datensatzes.</translation>
    </message>
    <message>
      <source>Steps between samples to look at and listen to.</source>
      <translation>Schritte zwischen Hörproben zum Ansehen und Anhören.</translation>
    </message>
    <message>
      <source>Steps between validations.</source>
      <translation>Schritte zwischen Validierungen.</translation>
    </message>
    <message>
      <source>Steps between checkpoints, the most that a crash can lose.</source>
      <translation>Schritte zwischen Checkpoints; mehr kann bei einem Absturz nicht verloren gehen.</translation>
    </message>
    <message>
      <source>Number of latest checkpoints to keep, in addition to the best one.</source>
      <translation>Anzahl der neuesten Checkpoints, die zusätzlich zum besten behalten werden.</translation>
    </message>
    <message>
      <source>Validations without improvement after which the run advises to stop.</source>
      <translation>Validierungen ohne Verbesserung, nach denen empfohlen wird, den Lauf zu beenden.</translation>
    </message>
    <message>
      <source>Clips per sample.</source>
      <translation>Clips je Hörprobe.</translation>
    </message>
    <message>
      <source>Maximum batches per validation.</source>
      <translation>Höchstzahl der Batches je Validierung.</translation>
    </message>
    <message>
      <source>Classes of the data to train on; all if empty.</source>
      <translation>Klassen der Daten, auf denen trainiert wird; alle, wenn leer.</translation>
    </message>
    <message>
      <source>Seed of all randomness of the run.</source>
      <translation>Seed für allen Zufall des Laufs.</translation>
    </message>
    <message>
      <source>Values per video frame that the temporal encoder reads.</source>
      <translation>Werte je Videobild, die der zeitliche Encoder liest.</translation>
    </message>
    <message>
      <source>Whether it reads the order statistics of `motion` features instead of the features themselves; changed from the paper, for the product.</source>
      <translation>Ob er die Ordnungsstatistik der „motion“-Merkmale liest statt der Merkmale selbst; für das Produkt gegenüber dem Paper geändert.</translation>
    </message>
    <message>
      <source>Filters of the first of three convolutions over the maps of `motion` features, whose outputs it also reads; the second has twice as many, the third four times; 0 omits them; changed from the paper, for the product.</source>
      <translation>Filter der ersten von drei Faltungen über die Karten der „motion“-Merkmale, deren Ausgaben er ebenfalls liest; die zweite hat doppelt so viele, die dritte viermal so viele; 0 lässt sie weg; für das Produkt gegenüber dem Paper geändert.</translation>
    </message>
    <message>
      <source>Mel bands read and written.</source>
      <translation>Mel-Bänder, die gelesen und geschrieben werden.</translation>
    </message>
    <message>
      <source>Width of the temporal code, the bottleneck.</source>
      <translation>Breite des zeitlichen Codes, des Flaschenhalses.</translation>
    </message>
    <message>
      <source>Convolutions of the temporal encoder.</source>
      <translation>Faltungen des zeitlichen Encoders.</translation>
    </message>
    <message>
      <source>Filters of these convolutions.</source>
      <translation>Filter dieser Faltungen.</translation>
    </message>
    <message>
      <source>Kernel of these convolutions.</source>
      <translation>Kern dieser Faltungen.</translation>
    </message>
    <message>
      <source>Dropout at the input of its convolutions and its LSTM; the paper: none.</source>
      <translation>Dropout am Eingang seiner Faltungen und seines LSTM; im Paper keiner.</translation>
    </message>
    <message>
      <source>Hidden units per direction of the temporal encoder's LSTM.</source>
      <translation>Verdeckte Einheiten je Richtung im LSTM des zeitlichen Encoders.</translation>
    </message>
    <message>
      <source>Self-gated acoustic units.</source>
      <translation>Selbstgesteuerte akustische Einheiten (SGAU).</translation>
    </message>
    <message>
      <source>Filters of all their gates.</source>
      <translation>Filter all ihrer Gatter.</translation>
    </message>
    <message>
      <source>Kernels of the input gate's two convolutions.</source>
      <translation>Kerne der zwei Faltungen des Eingangsgatters.</translation>
    </message>
    <message>
      <source>Kernel of the output gate.</source>
      <translation>Kern des Ausgangsgatters.</translation>
    </message>
    <message>
      <source>Kernel of the skip gate.</source>
      <translation>Kern des Sprunggatters.</translation>
    </message>
    <message>
      <source>Channels per group of their group normalisation; free, as SpeechSplit.</source>
      <translation>Kanäle je Gruppe ihrer Gruppennormalisierung; frei gewählt, wie bei SpeechSplit.</translation>
    </message>
    <message>
      <source>How a sound of any length becomes one timbre vector: an LSTM's last state, as in the paper, or the product's attentive statistics.</source>
      <translation>Wie ein Klang beliebiger Länge zu einem Klangfarbenvektor wird: der letzte Zustand eines LSTM wie im Paper oder die Statistik mit Aufmerksamkeit des Produkts.</translation>
    </message>
    <message>
      <source>Length of the timbre vector: the acoustic LSTM's hidden units per direction.</source>
      <translation>Länge des Klangfarbenvektors: verdeckte Einheiten je Richtung des akustischen LSTM.</translation>
    </message>
    <message>
      <source>Whether the reference's mean spectrum, one value per mel band, is appended to the timbre vector and shapes the decoder's output; changed from the paper, for the product.</source>
      <translation>Ob das mittlere Spektrum der Referenz, ein Wert je Mel-Band, an den Klangfarbenvektor angehängt wird und die Ausgabe des Decoders formt; für das Produkt gegenüber dem Paper geändert.</translation>
    </message>
    <message>
      <source>Whether the decoder also reads the reference's own hits, laid under the events, and adds to them instead of making every sound itself; changed from the paper, for the product.</source>
      <translation>Ob der Decoder auch die eigenen Anschläge der Referenz liest, unter die Ereignisse gelegt, und sie ergänzt, statt jeden Klang selbst zu erzeugen; für das Produkt gegenüber dem Paper geändert.</translation>
    </message>
    <message>
      <source>Length of the background vector, likewise.</source>
      <translation>Länge des Hintergrundvektors, ebenso.</translation>
    </message>
    <message>
      <source>Layers of all three LSTMs.</source>
      <translation>Schichten aller drei LSTMs.</translation>
    </message>
    <message>
      <source>Filters between the decoder's two transposed convolutions.</source>
      <translation>Filter zwischen den zwei transponierten Faltungen des Decoders.</translation>
    </message>
    <message>
      <source>Kernel of these two.</source>
      <translation>Kern dieser beiden.</translation>
    </message>
    <message>
      <source>Hidden width of the decoder's FFT blocks.</source>
      <translation>Innere Breite der FFT-Blöcke des Decoders.</translation>
    </message>
    <message>
      <source>Number of FFT blocks.</source>
      <translation>Anzahl der FFT-Blöcke.</translation>
    </message>
    <message>
      <source>Attention heads per block.</source>
      <translation>Aufmerksamkeitsköpfe je Block.</translation>
    </message>
    <message>
      <source>Kernel of a block's first convolution.</source>
      <translation>Kern der ersten Faltung eines Blocks.</translation>
    </message>
    <message>
      <source>Filters of a block's first convolution.</source>
      <translation>Filter der ersten Faltung eines Blocks.</translation>
    </message>
    <message>
      <source>Factor by which the dilation of a block's first convolution grows from block to block; 1, as in the paper, means no dilation.</source>
      <translation>Faktor, um den die Dilatation der ersten Faltung von Block zu Block wächst; 1, wie im Paper, bedeutet keine Dilatation.</translation>
    </message>
    <message>
      <source>Dropout after a block's attention and convolutions; free, as FastSpeech 2.</source>
      <translation>Dropout nach Aufmerksamkeit und Faltungen eines Blocks; frei gewählt, wie bei FastSpeech 2.</translation>
    </message>
    <message>
      <source>Slope of every leaky ReLU below zero; free, as REGNET.</source>
      <translation>Steigung jedes Leaky ReLU unter null; frei gewählt, wie bei REGNET.</translation>
    </message>
    <message>
      <source>Samples per step; smaller takes less memory, but steps are noisier.</source>
      <translation>Beispiele je Schritt; weniger brauchen weniger Speicher, aber die Schritte sind unruhiger.</translation>
    </message>
    <message>
      <source>Passes over the whole data, and the unit of the learning-rate schedule.</source>
      <translation>Durchgänge durch alle Daten, und die Einheit für den Plan der Lernrate.</translation>
    </message>
    <message>
      <source>Length of the adversarial stage in steps; 0 for the length given by the epochs.</source>
      <translation>Länge der adversarialen Stufe in Schritten; 0 für die Länge, die sich aus den Epochen ergibt.</translation>
    </message>
    <message>
      <source>Initial learning rate of generator and discriminators (as REGNET).</source>
      <translation>Anfängliche Lernrate von Generator und Diskriminatoren (wie bei REGNET).</translation>
    </message>
    <message>
      <source>Epochs before the learning rate starts to decay to 0 (as REGNET).</source>
      <translation>Epochen, bevor die Lernrate auf 0 zu sinken beginnt (wie bei REGNET).</translation>
    </message>
    <message>
      <source>AdamW: decay of the gradients' moving average.</source>
      <translation>AdamW: Abklingen des gleitenden Mittels der Gradienten.</translation>
    </message>
    <message>
      <source>AdamW: decay of the squared gradients' moving average.</source>
      <translation>AdamW: Abklingen des gleitenden Mittels der quadrierten Gradienten.</translation>
    </message>
    <message>
      <source>AdamW: added to the denominator.</source>
      <translation>AdamW: wird zum Nenner addiert.</translation>
    </message>
    <message>
      <source>AdamW: weight decay (PyTorch's default; the paper names none).</source>
      <translation>AdamW: Gewichtsabbau (Vorgabe von PyTorch; das Paper nennt keinen).</translation>
    </message>
    <message>
      <source>Whether to initialise weights normally distributed (as REGNET), not as PyTorch does.</source>
      <translation>Ob die Gewichte normalverteilt beginnen (wie bei REGNET), nicht so wie in PyTorch.</translation>
    </message>
    <message>
      <source>Weight of the mel loss (Eq. 1).</source>
      <translation>Gewicht des Mel-Verlusts (Gl. 1).</translation>
    </message>
    <message>
      <source>Weight of the adversarial loss (Eq. 1); 0 trains without discriminators.</source>
      <translation>Gewicht des adversarialen Verlusts (Gl. 1); 0 trainiert ohne Diskriminatoren.</translation>
    </message>
    <message>
      <source>Adapts lambda_m so that the adversarial gradient is this share of the mel's; 0: fixed.</source>
      <translation>Passt lambda_m so an, dass der adversariale Gradient dieser Anteil des Mel-Gradienten ist; 0: fest.</translation>
    </message>
    <message>
      <source>Step of the adversarial stage at which the discriminators start.</source>
      <translation>Schritt der adversarialen Stufe, ab dem die Diskriminatoren wirken.</translation>
    </message>
    <message>
      <source>Whether to use the multi-window mel discriminator (Table 7).</source>
      <translation>Ob der Mel-Diskriminator mit mehreren Fenstern verwendet wird (Tabelle 7).</translation>
    </message>
    <message>
      <source>Whether to use the time-domain alignment discriminator (Table 7).</source>
      <translation>Ob der Gleichlauf-Diskriminator im Zeitbereich verwendet wird (Tabelle 7).</translation>
    </message>
    <message>
      <source>Width of the discriminators relative to the paper's.</source>
      <translation>Breite der Diskriminatoren im Verhältnis zum Paper.</translation>
    </message>
    <message>
      <source>Minimum shift, in seconds, of the real mels that the alignment discriminator must reject.</source>
      <translation>Kleinste Verschiebung, in Sekunden, der echten Mels, die der Gleichlauf-Diskriminator ablehnen muss.</translation>
    </message>
    <message>
      <source>What the temporal encoder gets: the clip's features, zeros or noise.</source>
      <translation>Was der zeitliche Encoder erhält: die Merkmale des Clips, Nullen oder Rauschen.</translation>
    </message>
    <message>
      <source>What the acoustic encoder gets: the clip's mel, zeros or noise.</source>
      <translation>Was der akustische Encoder erhält: das Mel des Clips, Nullen oder Rauschen.</translation>
    </message>
    <message>
      <source>What the background encoder gets in training: the clip's mel, zeros or noise.</source>
      <translation>Was der Hintergrund-Encoder im Training erhält: das Mel des Clips, Nullen oder Rauschen.</translation>
    </message>
    <message>
      <source>What the background encoder gets in the final measurements: silence, or the clip's mel.</source>
      <translation>Was der Hintergrund-Encoder bei den abschließenden Messungen erhält: Stille oder das Mel des Clips.</translation>
    </message>
    <message>
      <source>Steps of the first stage; 0, as in the paper, skips it.</source>
      <translation>Schritte der ersten Stufe; 0 lässt sie weg, wie im Paper.</translation>
    </message>
    <message>
      <source>Learning rate in the first stage.</source>
      <translation>Lernrate in der ersten Stufe.</translation>
    </message>
    <message>
      <source>Length in seconds of the random crops of clips in the first stage; 0 for no cropping.</source>
      <translation>Länge der zufälligen Ausschnitte von Clips in der ersten Stufe, in Sekunden; 0 für keine Ausschnitte.</translation>
    </message>
    <message>
      <source>A generator's model file to start from; the first stage can then be skipped.</source>
      <translation>Modelldatei eines Generators, von der ausgegangen wird; die erste Stufe kann dann entfallen.</translation>
    </message>
    <message>
      <source>What to load from that file: the temporal encoder, all encoders, or everything.</source>
      <translation>Was aus dieser Datei geladen wird: der zeitliche Encoder, alle Encoder oder alles.</translation>
    </message>
    <message>
      <source>Weight of the event loss in the adversarial stage, relative to lambda_m; the paper: 0.</source>
      <translation>Gewicht des Ereignisverlusts in der adversarialen Stufe, im Verhältnis zu lambda_m; im Paper 0.</translation>
    </message>
    <message>
      <source>Standard deviation, in seconds, of the Gaussian target of an event in the event loss.</source>
      <translation>Standardabweichung, in Sekunden, des gaußförmigen Ziels eines Ereignisses im Ereignisverlust.</translation>
    </message>
    <message>
      <source>Weight of the contrastive loss of timbres, relative to lambda_m; the paper: 0.</source>
      <translation>Gewicht des kontrastiven Verlusts der Klangfarben, im Verhältnis zu lambda_m; im Paper 0.</translation>
    </message>
    <message>
      <source>Length of the contrastive loss's crops in seconds.</source>
      <translation>Länge der Ausschnitte des kontrastiven Verlusts in Sekunden.</translation>
    </message>
    <message>
      <source>Temperature of the contrastive loss.</source>
      <translation>Temperatur des kontrastiven Verlusts.</translation>
    </message>
    <message>
      <source>Share of the samples trained as a dub, if the data set has separate sounds of what is seen: these as target, another sound of the same source as reference, no background; the paper: 0.</source>
      <translation>Anteil der Beispiele, die als Vertonung trainiert werden, wenn der Datensatz das Sichtbare als eigenen Ton enthält: dieser als Ziel, ein anderer Klang derselben Quelle als Referenz, kein Hintergrund; im Paper 0.</translation>
    </message>
    <message>
      <source>Length in seconds of the random crops of clips in the adversarial stage; 0, as in the paper, for all ten seconds.</source>
      <translation>Länge der zufälligen Ausschnitte von Clips in der adversarialen Stufe, in Sekunden; 0, wie im Paper, für alle zehn Sekunden.</translation>
    </message>
    <message>
      <source>Whether to freeze the temporal encoder after the first stage; the paper: no.</source>
      <translation>Ob der zeitliche Encoder nach der ersten Stufe eingefroren wird; im Paper nicht.</translation>
    </message>
    <message>
      <source>Whether to freeze the acoustic and the background encoder at the weights of the model that training starts from; a step then takes half of the time.</source>
      <translation>Ob der akustische und der Hintergrund-Encoder auf den Gewichten des Modells eingefroren bleiben, von dem das Training ausgeht; ein Schritt dauert dann halb so lang.</translation>
    </message>
    <message>
      <source>Share of the samples whose temporal code is computed from the true events after the first stage, as in a dub that follows events; the paper: 0.</source>
      <translation>Anteil der Beispiele, deren zeitlicher Code nach der ersten Stufe aus den wahren Ereignissen berechnet wird, wie in einer Vertonung nach Ereignissen; im Paper 0.</translation>
    </message>
    <message>
      <source>Random equalisation of sounds and their reference, in decibels (standard deviation).</source>
      <translation>Zufällige Entzerrung der Klänge und ihrer Referenz, in Dezibel (Standardabweichung).</translation>
    </message>
    <message>
      <source>Maximum random shift of sounds and their reference, in mel bands.</source>
      <translation>Größte zufällige Verschiebung der Klänge und ihrer Referenz, in Mel-Bändern.</translation>
    </message>
    <message>
      <source>Random gain of the features, up to e to the power of plus or minus this; 0 for none.</source>
      <translation>Zufällige Verstärkung der Merkmale, bis e hoch plus oder minus dieser Wert; 0 für keine.</translation>
    </message>
    <message>
      <source>Whether to flip half of the pictures horizontally, if the feature backend allows it.</source>
      <translation>Ob die Hälfte der Bilder waagerecht gespiegelt wird, wenn die Merkmale es erlauben.</translation>
    </message>
    <message>
      <source>Random speed in the first stage, up to e to the power of plus or minus this.</source>
      <translation>Zufälliges Tempo in der ersten Stufe, bis e hoch plus oder minus dieser Wert.</translation>
    </message>
    <message>
      <source>Maximum random shift of pictures, in sixteenths of their size, if the backend allows it.</source>
      <translation>Größte zufällige Verschiebung der Bilder, in Sechzehnteln ihrer Größe, wenn die Merkmale es erlauben.</translation>
    </message>
    <message>
      <source>Decay of the weights' moving average, such as 0.999; 0 for no average.</source>
      <translation>Abklingen des gleitenden Mittels der Gewichte, etwa 0.999; 0 für kein Mittel.</translation>
    </message>
    <message>
      <source>Number format on the GPU; auto uses bfloat16 if the card supports it, otherwise float16.</source>
      <translation>Zahlenformat auf der GPU; auto nimmt bfloat16, wenn die Karte es kann, sonst float16.</translation>
    </message>
    <message>
      <source>HiFi-GAN's v1 sounds best, v2 is small, v3 fast; c8c8i, an iSTFTNet between v1 and v2, learns most in the same time on a CPU.</source>
      <translation>Von HiFi-GAN klingt v1 am besten, v2 ist klein, v3 schnell; c8c8i, ein iSTFTNet zwischen v1 und v2, lernt auf einer CPU in derselben Zeit am meisten.</translation>
    </message>
    <message>
      <source>Segments per step.</source>
      <translation>Segmente je Schritt.</translation>
    </message>
    <message>
      <source>Length of the training.</source>
      <translation>Länge des Trainings.</translation>
    </message>
    <message>
      <source>Length of a segment in samples at 22050 Hz.</source>
      <translation>Länge eines Segments in Abtastwerten bei 22050 Hz.</translation>
    </message>
    <message>
      <source>Initial learning rate of vocoder and discriminators.</source>
      <translation>Anfängliche Lernrate von Vocoder und Diskriminatoren.</translation>
    </message>
    <message>
      <source>Decay factor of the learning rate after each of 3100 equal parts of the training.</source>
      <translation>Faktor, um den die Lernrate nach jedem von 3100 gleichen Teilen des Trainings sinkt.</translation>
    </message>
    <message>
      <source>AdamW: weight decay.</source>
      <translation>AdamW: Gewichtsabbau.</translation>
    </message>
    <message>
      <source>Maximum norm of the generator's gradient (clipping); 0, as HiFi-GAN, for none.</source>
      <translation>Größte Norm des Gradienten des Generators (Begrenzung); 0, wie bei HiFi-GAN, für keine.</translation>
    </message>
    <message>
      <source>Weight of the log-mel loss.</source>
      <translation>Gewicht des Log-Mel-Verlusts.</translation>
    </message>
    <message>
      <source>Weight of the multi-resolution STFT loss (Parallel WaveGAN); HiFi-GAN: 0.</source>
      <translation>Gewicht des STFT-Verlusts mit mehreren Auflösungen (Parallel WaveGAN); HiFi-GAN: 0.</translation>
    </message>
    <message>
      <source>Weight of the level error just before attacks, against smearing; HiFi-GAN: 0.</source>
      <translation>Gewicht des Pegelfehlers kurz vor Einsätzen, gegen Verschmieren; HiFi-GAN: 0.</translation>
    </message>
    <message>
      <source>Weight of the feature matching loss.</source>
      <translation>Gewicht des Merkmalsvergleichs.</translation>
    </message>
    <message>
      <source>Step at which the discriminators start; until then, only spectral losses are used.</source>
      <translation>Schritt, ab dem die Diskriminatoren wirken; bis dahin nur spektrale Verluste.</translation>
    </message>
    <message>
      <source>Width of the discriminators relative to the published ones.</source>
      <translation>Breite der Diskriminatoren im Verhältnis zu den veröffentlichten.</translation>
    </message>
    <message>
      <source>Maximum random gain of segments, up or down.</source>
      <translation>Größte zufällige Verstärkung der Segmente, nach oben oder unten.</translation>
    </message>
    <message>
      <source>Maximum random change of the segments' speed, which also changes their pitch.</source>
      <translation>Größte zufällige Änderung des Tempos der Segmente, die auch ihre Tonhöhe ändert.</translation>
    </message>
    <message>
      <source>Share of the segments that are low-passed, high-passed or spectrally tilted.</source>
      <translation>Anteil der Segmente mit Tiefpass, Hochpass oder geneigtem Spektrum.</translation>
    </message>
    <message>
      <source>Share of the segments that are mixed with another sound.</source>
      <translation>Anteil der Segmente, die mit einem anderen Klang gemischt werden.</translation>
    </message>
    <message>
      <source>A generator's model file, to fine-tune on its mels instead of the true ones.</source>
      <translation>Modelldatei eines Generators, um auf seinen Mels statt auf den wahren nachzutrainieren.</translation>
    </message>
    <message>
      <source>A vocoder's model file to start from instead of random weights.</source>
      <translation>Modelldatei eines Vocoders, von der statt von zufälligen Gewichten ausgegangen wird.</translation>
    </message>
    <message>
      <source>Duration and learning rate</source>
      <translation>Dauer und Lernrate</translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>Batch</translation>
    </message>
    <message>
      <source>Crop length (s)</source>
      <translation>Länge der Ausschnitte (s)</translation>
    </message>
    <message>
      <source>Epochs</source>
      <translation>Epochen</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>Lernrate</translation>
    </message>
    <message>
      <source>Flat epochs</source>
      <translation>Epochen mit fester Lernrate</translation>
    </message>
    <message>
      <source>First stage: events only</source>
      <translation>Erste Stufe: nur Ereignisse</translation>
    </message>
    <message>
      <source>Pretrain steps</source>
      <translation>Schritte der ersten Stufe</translation>
    </message>
    <message>
      <source>Pretrain learning rate</source>
      <translation>Lernrate der ersten Stufe</translation>
    </message>
    <message>
      <source>Freeze the temporal encoder afterwards</source>
      <translation>Zeitlichen Encoder danach einfrieren</translation>
    </message>
    <message>
      <source>Initialisation</source>
      <translation>Anfangswerte</translation>
    </message>
    <message>
      <source>Start from</source>
      <translation>Ausgehen von</translation>
    </message>
    <message>
      <source>Start parts</source>
      <translation>Zu ladende Teile</translation>
    </message>
    <message>
      <source>Normal start</source>
      <translation>Normalverteilter Anfang</translation>
    </message>
    <message>
      <source>Training on dubs</source>
      <translation>Training auf Vertonungen</translation>
    </message>
    <message>
      <source>Share of dubbed samples</source>
      <translation>Anteil vertonter Beispiele</translation>
    </message>
    <message>
      <source>Share of codes from events</source>
      <translation>Anteil der Codes aus Ereignissen</translation>
    </message>
    <message>
      <source>Losses</source>
      <translation>Verluste</translation>
    </message>
    <message>
      <source>Lambda m</source>
      <translation>Lambda m</translation>
    </message>
    <message>
      <source>Lambda a</source>
      <translation>Lambda a</translation>
    </message>
    <message>
      <source>Balance</source>
      <translation>Ausgleich</translation>
    </message>
    <message>
      <source>Event weight</source>
      <translation>Gewicht der Ereignisse</translation>
    </message>
    <message>
      <source>Event width (s)</source>
      <translation>Breite der Ereignisse (s)</translation>
    </message>
    <message>
      <source>Contrastive weight</source>
      <translation>Kontrastives Gewicht</translation>
    </message>
    <message>
      <source>Contrastive crop (s)</source>
      <translation>Kontrastiver Ausschnitt (s)</translation>
    </message>
    <message>
      <source>Contrastive temperature</source>
      <translation>Kontrastive Temperatur</translation>
    </message>
    <message>
      <source>Discriminators</source>
      <translation>Diskriminatoren</translation>
    </message>
    <message>
      <source>Mel discriminator</source>
      <translation>Mel-Diskriminator</translation>
    </message>
    <message>
      <source>Alignment discriminator</source>
      <translation>Gleichlauf-Diskriminator</translation>
    </message>
    <message>
      <source>Adversarial start</source>
      <translation>Adversarialer Beginn</translation>
    </message>
    <message>
      <source>Discriminator width</source>
      <translation>Breite der Diskriminatoren</translation>
    </message>
    <message>
      <source>Shift min (s)</source>
      <translation>Kleinste Verschiebung (s)</translation>
    </message>
    <message>
      <source>Encoder inputs</source>
      <translation>Eingaben der Encoder</translation>
    </message>
    <message>
      <source>Temporal input</source>
      <translation>Zeitliche Eingabe</translation>
    </message>
    <message>
      <source>Timbre input</source>
      <translation>Klangfarben-Eingabe</translation>
    </message>
    <message>
      <source>Background input</source>
      <translation>Hintergrund-Eingabe</translation>
    </message>
    <message>
      <source>Measured background</source>
      <translation>Hintergrund beim Messen</translation>
    </message>
    <message>
      <source>Augmentation</source>
      <translation>Variation der Daten</translation>
    </message>
    <message>
      <source>Mirror the picture</source>
      <translation>Bild spiegeln</translation>
    </message>
    <message>
      <source>Shift the picture (sixteenths)</source>
      <translation>Bild verschieben (Sechzehntel)</translation>
    </message>
    <message>
      <source>Scale features</source>
      <translation>Merkmale skalieren</translation>
    </message>
    <message>
      <source>Vary playback speed</source>
      <translation>Abspieltempo variieren</translation>
    </message>
    <message>
      <source>Shift the pitch (mel bands)</source>
      <translation>Tonhöhe verschieben (Mel-Bänder)</translation>
    </message>
    <message>
      <source>Filter sounds (dB)</source>
      <translation>Klänge filtern (dB)</translation>
    </message>
    <message>
      <source>Optimiser and averaging</source>
      <translation>Optimierer und Mittelung</translation>
    </message>
    <message>
      <source>Beta 1</source>
      <translation>Beta 1</translation>
    </message>
    <message>
      <source>Beta 2</source>
      <translation>Beta 2</translation>
    </message>
    <message>
      <source>Epsilon</source>
      <translation>Epsilon</translation>
    </message>
    <message>
      <source>Weight decay</source>
      <translation>Gewichtsabbau</translation>
    </message>
    <message>
      <source>EMA decay</source>
      <translation>EMA-Abklingen</translation>
    </message>
    <message>
      <source>Precision</source>
      <translation>Genauigkeit</translation>
    </message>
    <message>
      <source>More</source>
      <translation>Weitere</translation>
    </message>
    <message>
      <source>Freeze sounds</source>
      <translation>Klang-Encoder einfrieren</translation>
    </message>
    <message>
      <source>Samples and checkpoints</source>
      <translation>Hörproben und Checkpoints</translation>
    </message>
    <message>
      <source>Sample every</source>
      <translation>Hörprobe alle (Schritte)</translation>
    </message>
    <message>
      <source>Validate every</source>
      <translation>Validierung alle (Schritte)</translation>
    </message>
    <message>
      <source>Checkpoint every</source>
      <translation>Checkpoint alle (Schritte)</translation>
    </message>
    <message>
      <source>Keep checkpoints</source>
      <translation>Behaltene Checkpoints</translation>
    </message>
    <message>
      <source>Patience</source>
      <translation>Geduld</translation>
    </message>
    <message>
      <source>Sample count</source>
      <translation>Clips je Hörprobe</translation>
    </message>
    <message>
      <source>Validation batches</source>
      <translation>Batches je Validierung</translation>
    </message>
    <message>
      <source>Model size</source>
      <translation>Modellgröße</translation>
    </message>
    <message>
      <source>Features</source>
      <translation>Merkmale</translation>
    </message>
    <message>
      <source>Feature ranking</source>
      <translation>Ordnungsstatistik der Merkmale</translation>
    </message>
    <message>
      <source>Feature filters</source>
      <translation>Merkmalsfilter</translation>
    </message>
    <message>
      <source>Mel bins</source>
      <translation>Mel-Bänder</translation>
    </message>
    <message>
      <source>Code channels</source>
      <translation>Kanäle des Codes</translation>
    </message>
    <message>
      <source>Temporal layers</source>
      <translation>Zeitlich: Schichten</translation>
    </message>
    <message>
      <source>Temporal width</source>
      <translation>Zeitlich: Breite</translation>
    </message>
    <message>
      <source>Temporal kernel</source>
      <translation>Zeitlich: Kern</translation>
    </message>
    <message>
      <source>Temporal dropout</source>
      <translation>Zeitlich: Dropout</translation>
    </message>
    <message>
      <source>Temporal LSTM hidden</source>
      <translation>Zeitlich: LSTM-Einheiten</translation>
    </message>
    <message>
      <source>SGAU units</source>
      <translation>SGAU: Einheiten</translation>
    </message>
    <message>
      <source>SGAU width</source>
      <translation>SGAU: Breite</translation>
    </message>
    <message>
      <source>SGAU input kernels</source>
      <translation>SGAU: Eingangskerne</translation>
    </message>
    <message>
      <source>SGAU output kernel</source>
      <translation>SGAU: Ausgangskern</translation>
    </message>
    <message>
      <source>SGAU skip kernel</source>
      <translation>SGAU: Sprungkern</translation>
    </message>
    <message>
      <source>SGAU group channels</source>
      <translation>SGAU: Kanäle je Gruppe</translation>
    </message>
    <message>
      <source>Timbre pooling</source>
      <translation>Zusammenfassung der Klangfarbe</translation>
    </message>
    <message>
      <source>Timbre width</source>
      <translation>Breite der Klangfarbe</translation>
    </message>
    <message>
      <source>Timbre spectrum</source>
      <translation>Spektrum der Klangfarbe</translation>
    </message>
    <message>
      <source>Aligned mel</source>
      <translation>Mel mit Anschlägen</translation>
    </message>
    <message>
      <source>Background width</source>
      <translation>Breite des Hintergrunds</translation>
    </message>
    <message>
      <source>LSTM layers</source>
      <translation>LSTM-Schichten</translation>
    </message>
    <message>
      <source>Upsample width</source>
      <translation>Aufwärtstastung: Breite</translation>
    </message>
    <message>
      <source>Upsample kernel</source>
      <translation>Aufwärtstastung: Kern</translation>
    </message>
    <message>
      <source>Decoder width</source>
      <translation>Decoder: Breite</translation>
    </message>
    <message>
      <source>Decoder blocks</source>
      <translation>Decoder: Blöcke</translation>
    </message>
    <message>
      <source>Decoder heads</source>
      <translation>Decoder: Köpfe</translation>
    </message>
    <message>
      <source>Decoder kernel</source>
      <translation>Decoder: Kern</translation>
    </message>
    <message>
      <source>Decoder filter</source>
      <translation>Decoder: Filter</translation>
    </message>
    <message>
      <source>Decoder dilation</source>
      <translation>Decoder: Dilatation</translation>
    </message>
    <message>
      <source>Decoder dropout</source>
      <translation>Decoder: Dropout</translation>
    </message>
    <message>
      <source>Leaky slope</source>
      <translation>Steigung des Leaky ReLU</translation>
    </message>
    <message>
      <source>Device and seed</source>
      <translation>Gerät und Seed</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Seed</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Gerät</translation>
    </message>
    <message>
      <source>Version</source>
      <translation>Version</translation>
    </message>
    <message>
      <source>Segment (samples)</source>
      <translation>Segment (Abtastwerte)</translation>
    </message>
    <message>
      <source>Learning rate decay</source>
      <translation>Abnahme der Lernrate</translation>
    </message>
    <message>
      <source>Losses and discriminators</source>
      <translation>Verluste und Diskriminatoren</translation>
    </message>
    <message>
      <source>Lambda mel</source>
      <translation>Lambda Mel</translation>
    </message>
    <message>
      <source>Lambda STFT</source>
      <translation>Lambda STFT</translation>
    </message>
    <message>
      <source>Lambda attack</source>
      <translation>Lambda Einsatz</translation>
    </message>
    <message>
      <source>Lambda features</source>
      <translation>Lambda Merkmale</translation>
    </message>
    <message>
      <source>Gain (dB)</source>
      <translation>Verstärkung (dB)</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>Tempo</translation>
    </message>
    <message>
      <source>Filtering</source>
      <translation>Filterung</translation>
    </message>
    <message>
      <source>Mixing</source>
      <translation>Mischung</translation>
    </message>
    <message>
      <source>Generator</source>
      <translation>Generator</translation>
    </message>
    <message>
      <source>Gradient clipping norm</source>
      <translation>Norm der Gradientenbegrenzung</translation>
    </message>
  </context>
</TS>
