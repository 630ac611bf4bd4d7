<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>window</name>
    <message>
      <source>Batch</source>
      <translation>Batch</translation>
    </message>
    <message>
      <source>Batch  ·  {n} of {all}</source>
      <translation>Batch  ·  {n} von {all}</translation>
    </message>
    <message>
      <source>All files (*)</source>
      <translation>Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Add…</source>
      <translation>Dateien …</translation>
    </message>
    <message>
      <source>Add folder…</source>
      <translation>Ordner hinzufügen …</translation>
    </message>
    <message numerus="yes">
      <source>{n} jobs of the batch have not ended; they would be lost.</source>
      <translation>
        <numerusform>Ein Auftrag des Batch ist nicht beendet; er ginge verloren.</numerusform>
        <numerusform>{n} Aufträge des Batch sind nicht beendet; sie gingen verloren.</numerusform>
      </translation>
    </message>
    <message>
      <source>Quit?</source>
      <translation>Beenden?</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Stay</source>
      <translation>Bleiben</translation>
    </message>
    <message>
      <source>Waiting</source>
      <translation>Wartet</translation>
    </message>
    <message>
      <source>Running</source>
      <translation>Läuft</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>Fehlgeschlagen</translation>
    </message>
    <message>
      <source>{n} waiting</source>
      <translation>{n} wartend</translation>
    </message>
    <message>
      <source>{n} running</source>
      <translation>{n} laufend</translation>
    </message>
    <message>
      <source>{n} done</source>
      <translation>{n} fertig</translation>
    </message>
    <message>
      <source>{n} failed</source>
      <translation>{n} fehlgeschlagen</translation>
    </message>
    <message>
      <source>Jobs of the batch</source>
      <translation>Aufträge im Batch</translation>
    </message>
    <message>
      <source>Progress of the batch</source>
      <translation>Fortschritt des Batch</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>Start</translation>
    </message>
    <message>
      <source>Stop job</source>
      <translation>Auftrag anhalten</translation>
    </message>
    <message>
      <source>Ends the job that runs; it waits.</source>
      <translation>Beendet den laufenden Auftrag; er wartet dann.</translation>
    </message>
    <message>
      <source>Retry failed</source>
      <translation>Erneut versuchen</translation>
    </message>
    <message>
      <source>With the options they were added with; to use those of the form, add them again.</source>
      <translation>Mit den Optionen, mit denen sie hinzugefügt wurden; für die des Formulars neu hinzufügen.</translation>
    </message>
    <message>
      <source>Clear done</source>
      <translation>Fertige entfernen</translation>
    </message>
    <message>
      <source>Queue</source>
      <translation>Warteschlange</translation>
    </message>
    <message>
      <source>No jobs yet.
Choose clips and references, and press Add to queue.</source>
      <translation>Noch keine Aufträge.
Clips und Referenzen wählen und „Zur Warteschlange“ drücken.</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Pause</translation>
    </message>
    <message>
      <source>Done in {time}</source>
      <translation>Fertig in {time}</translation>
    </message>
    <message>
      <source>{clip} with {reference}</source>
      <translation>{clip} mit {reference}</translation>
    </message>
    <message>
      <source>{jobs}. Pausing after this job.</source>
      <translation>{jobs}. Pause nach diesem Auftrag.</translation>
    </message>
    <message>
      <source>Clips</source>
      <translation>Clips</translation>
    </message>
    <message>
      <source>Clips ({kinds})</source>
      <translation>Clips ({kinds})</translation>
    </message>
    <message>
      <source>Drop to add clips</source>
      <translation>Clips hier ablegen</translation>
    </message>
    <message>
      <source>Add clips</source>
      <translation>Clips hinzufügen</translation>
    </message>
    <message>
      <source>Add a folder of clips</source>
      <translation>Einen Ordner mit Clips hinzufügen</translation>
    </message>
    <message>
      <source>Drop clips or folders here</source>
      <translation>Clips oder Ordner hier ablegen</translation>
    </message>
    <message>
      <source>References</source>
      <translation>Referenzen</translation>
    </message>
    <message>
      <source>References ({kinds})</source>
      <translation>Referenzen ({kinds})</translation>
    </message>
    <message>
      <source>Drop to add references</source>
      <translation>Referenzen hier ablegen</translation>
    </message>
    <message>
      <source>Add references</source>
      <translation>Referenzen hinzufügen</translation>
    </message>
    <message>
      <source>Add a folder of references</source>
      <translation>Einen Ordner mit Referenzen hinzufügen</translation>
    </message>
    <message>
      <source>Drop sounds or folders here</source>
      <translation>Klänge oder Ordner hier ablegen</translation>
    </message>
    <message>
      <source>Output folder</source>
      <translation>Ausgabeordner</translation>
    </message>
    <message>
      <source>{clip}, {reference} and {number}; / makes folders, .wav writes the sound alone</source>
      <translation>{clip}, {reference} und {number}; / legt Ordner an, .wav schreibt nur den Ton</translation>
    </message>
    <message>
      <source>Name of the outputs</source>
      <translation>Name der Ausgaben</translation>
    </message>
    <message>
      <source>Watch the folders of clips</source>
      <translation>Ordner der Clips überwachen</translation>
    </message>
    <message>
      <source>A clip that appears there is dubbed with every reference.</source>
      <translation>Ein Clip, der dort erscheint, wird mit jeder Referenz vertont.</translation>
    </message>
    <message>
      <source>Options for all jobs</source>
      <translation>Optionen für alle Aufträge</translation>
    </message>
    <message>
      <source>such as --events sound --loudness -23</source>
      <translation>etwa --events sound --loudness -23</translation>
    </message>
    <message>
      <source>The options of dub on the command line; a CSV overrides them.</source>
      <translation>Die Optionen von dub auf der Befehlszeile; eine CSV-Datei hat Vorrang.</translation>
    </message>
    <message>
      <source>Names</source>
      <translation>Namen</translation>
    </message>
    <message>
      <source>Options</source>
      <translation>Optionen</translation>
    </message>
    <message>
      <source>Add from CSV…</source>
      <translation>Aus CSV hinzufügen …</translation>
    </message>
    <message>
      <source>Columns: clip, reference, any options</source>
      <translation>Spalten: clip, reference, beliebige Optionen</translation>
    </message>
    <message>
      <source>Add to queue</source>
      <translation>Zur Warteschlange</translation>
    </message>
    <message>
      <source>Lists of jobs (*.csv)</source>
      <translation>Auftragslisten (*.csv)</translation>
    </message>
    <message>
      <source>Add jobs</source>
      <translation>Aufträge hinzufügen</translation>
    </message>
    <message>
      <source>The options cannot be read: {error}.</source>
      <translation>Die Optionen können nicht gelesen werden: {error}.</translation>
    </message>
    <message>
      <source>Choose an output folder.</source>
      <translation>Einen Ausgabeordner wählen.</translation>
    </message>
    <message numerus="yes">
      <source>{n} outputs exist already and were not queued. The option --overwrite replaces them.</source>
      <translation>
        <numerusform>{name} gibt es schon und wurde nicht eingereiht. Die Option --overwrite ersetzt die Datei.</numerusform>
        <numerusform>{n} Ausgaben gibt es schon; sie wurden nicht eingereiht. Die Option --overwrite ersetzt sie.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} jobs are in the queue already.</source>
      <translation>
        <numerusform>Ein Auftrag ist bereits in der Warteschlange.</numerusform>
        <numerusform>{n} Aufträge sind bereits in der Warteschlange.</numerusform>
      </translation>
    </message>
    <message>
      <source>{n} done.</source>
      <translation>{n} fertig.</translation>
    </message>
    <message>
      <source>{done} done, {failed} failed.</source>
      <translation>{done} fertig, {failed} fehlgeschlagen.</translation>
    </message>
    <message>
      <source>The batch has ended</source>
      <translation>Der Batch ist fertig</translation>
    </message>
    <message>
      <source>About VarietySound Studio</source>
      <translation>Über VarietySound Studio</translation>
    </message>
    <message>
      <source>Dubs silent clips with the timbre of any reference, on this computer alone.</source>
      <translation>Vertont stumme Clips mit der Klangfarbe eines beliebigen Klangs, allein auf diesem Rechner.</translation>
    </message>
    <message>
      <source>Licences</source>
      <translation>Lizenzen</translation>
    </message>
    <message>
      <source>What's new</source>
      <translation>Neuerungen</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>Änderungen</translation>
    </message>
    <message>
      <source>see its documentation</source>
      <translation>siehe die Dokumentation</translation>
    </message>
    <message>
      <source>&amp;File</source>
      <translation>&amp;Datei</translation>
    </message>
    <message>
      <source>&amp;Edit</source>
      <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
      <source>E&amp;vents</source>
      <translation>&amp;Ereignisse</translation>
    </message>
    <message>
      <source>&amp;Tracks</source>
      <translation>&amp;Spuren</translation>
    </message>
    <message>
      <source>&amp;Range</source>
      <translation>Be&amp;reich</translation>
    </message>
    <message>
      <source>&amp;Playback</source>
      <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
      <source>&amp;Dub</source>
      <translation>&amp;Vertonen</translation>
    </message>
    <message>
      <source>Vie&amp;w</source>
      <translation>&amp;Ansicht</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>&amp;Hilfe</translation>
    </message>
    <message>
      <source>New project</source>
      <translation>Neues Projekt</translation>
    </message>
    <message>
      <source>Open…</source>
      <translation>Öffnen …</translation>
    </message>
    <message>
      <source>Open sample project</source>
      <translation>Beispielprojekt öffnen</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <source>Save as…</source>
      <translation>Speichern unter …</translation>
    </message>
    <message>
      <source>Find missing media…</source>
      <translation>Fehlende Medien suchen …</translation>
    </message>
    <message>
      <source>Add references…</source>
      <translation>Referenzen hinzufügen …</translation>
    </message>
    <message>
      <source>Record reference…</source>
      <translation>Referenz aufnehmen …</translation>
    </message>
    <message>
      <source>Add reference folder…</source>
      <translation>Referenzordner hinzufügen …</translation>
    </message>
    <message>
      <source>Export…</source>
      <translation>Exportieren …</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>Wiederholen</translation>
    </message>
    <message>
      <source>History…</source>
      <translation>Verlauf …</translation>
    </message>
    <message>
      <source>Cut events</source>
      <translation>Ereignisse ausschneiden</translation>
    </message>
    <message>
      <source>Copy events</source>
      <translation>Ereignisse kopieren</translation>
    </message>
    <message>
      <source>Paste events at playhead</source>
      <translation>Ereignisse an der Abspielposition einfügen</translation>
    </message>
    <message>
      <source>Delete selected events</source>
      <translation>Ausgewählte Ereignisse löschen</translation>
    </message>
    <message>
      <source>Select all events</source>
      <translation>Alle Ereignisse auswählen</translation>
    </message>
    <message>
      <source>Preferences…</source>
      <translation>Einstellungen …</translation>
    </message>
    <message>
      <source>Find events</source>
      <translation>Ereignisse finden</translation>
    </message>
    <message>
      <source>Find events in picture only</source>
      <translation>Ereignisse nur im Bild finden</translation>
    </message>
    <message>
      <source>Find events with model only</source>
      <translation>Ereignisse nur mit dem Modell finden</translation>
    </message>
    <message>
      <source>Find events in clip sound</source>
      <translation>Ereignisse im Ton des Clips finden</translation>
    </message>
    <message>
      <source>Find the rest like these</source>
      <translation>Die übrigen wie diese finden</translation>
    </message>
    <message>
      <source>Accept found events</source>
      <translation>Gefundene Ereignisse übernehmen</translation>
    </message>
    <message>
      <source>Add event at playhead</source>
      <translation>Ereignis an der Abspielposition hinzufügen</translation>
    </message>
    <message>
      <source>Mute/unmute events</source>
      <translation>Ereignisse stumm/hörbar schalten</translation>
    </message>
    <message>
      <source>Let events last/strike</source>
      <translation>Ereignisse andauern/anschlagen lassen</translation>
    </message>
    <message>
      <source>Increase event strength</source>
      <translation>Ereignisse verstärken</translation>
    </message>
    <message>
      <source>Decrease event strength</source>
      <translation>Ereignisse abschwächen</translation>
    </message>
    <message>
      <source>Nudge back 1 frame</source>
      <translation>1 Bild zurück schieben</translation>
    </message>
    <message>
      <source>Nudge forward 1 frame</source>
      <translation>1 Bild vor schieben</translation>
    </message>
    <message>
      <source>Nudge back 1 ms</source>
      <translation>1 ms zurück schieben</translation>
    </message>
    <message>
      <source>Nudge forward 1 ms</source>
      <translation>1 ms vor schieben</translation>
    </message>
    <message>
      <source>Quantise events to frames</source>
      <translation>Ereignisse an Bildern ausrichten</translation>
    </message>
    <message>
      <source>Shift all events…</source>
      <translation>Alle Ereignisse verschieben …</translation>
    </message>
    <message>
      <source>Import events from CSV…</source>
      <translation>Ereignisse aus CSV importieren …</translation>
    </message>
    <message>
      <source>Export events to CSV…</source>
      <translation>Ereignisse als CSV exportieren …</translation>
    </message>
    <message>
      <source>Event panel</source>
      <translation>Ereignisbereich</translation>
    </message>
    <message>
      <source>Record a performance</source>
      <translation>Einspielung aufnehmen</translation>
    </message>
    <message>
      <source>Performance panel</source>
      <translation>Einspielbereich</translation>
    </message>
    <message>
      <source>Add track</source>
      <translation>Spur hinzufügen</translation>
    </message>
    <message>
      <source>Duplicate track</source>
      <translation>Spur duplizieren</translation>
    </message>
    <message>
      <source>Rename track…</source>
      <translation>Spur umbenennen …</translation>
    </message>
    <message>
      <source>Delete track</source>
      <translation>Spur löschen</translation>
    </message>
    <message>
      <source>Put selected events on a new track</source>
      <translation>Ausgewählte Ereignisse auf eine neue Spur legen</translation>
    </message>
    <message>
      <source>Previous track</source>
      <translation>Vorige Spur</translation>
    </message>
    <message>
      <source>Next track</source>
      <translation>Nächste Spur</translation>
    </message>
    <message>
      <source>Move track up</source>
      <translation>Spur nach oben</translation>
    </message>
    <message>
      <source>Move track down</source>
      <translation>Spur nach unten</translation>
    </message>
    <message>
      <source>Mute/unmute track</source>
      <translation>Spur stumm/hörbar schalten</translation>
    </message>
    <message>
      <source>Solo/unsolo track</source>
      <translation>Spur solo ein/aus</translation>
    </message>
    <message>
      <source>Collapse/expand track</source>
      <translation>Spur ein-/ausklappen</translation>
    </message>
    <message>
      <source>Set in point</source>
      <translation>In-Punkt setzen</translation>
    </message>
    <message>
      <source>Set out point</source>
      <translation>Out-Punkt setzen</translation>
    </message>
    <message>
      <source>Clear range</source>
      <translation>Bereich aufheben</translation>
    </message>
    <message>
      <source>Go to in point</source>
      <translation>Zum In-Punkt</translation>
    </message>
    <message>
      <source>Go to out point</source>
      <translation>Zum Out-Punkt</translation>
    </message>
    <message>
      <source>Add marker</source>
      <translation>Marke hinzufügen</translation>
    </message>
    <message>
      <source>Rename marker at playhead…</source>
      <translation>Marke an der Abspielposition umbenennen …</translation>
    </message>
    <message>
      <source>Delete marker at playhead</source>
      <translation>Marke an der Abspielposition löschen</translation>
    </message>
    <message>
      <source>Mark cuts of the picture</source>
      <translation>Schnitte im Bild markieren</translation>
    </message>
    <message>
      <source>Previous marker</source>
      <translation>Vorige Marke</translation>
    </message>
    <message>
      <source>Next marker</source>
      <translation>Nächste Marke</translation>
    </message>
    <message>
      <source>Previous event, marker or range edge</source>
      <translation>Voriges Ereignis, Marke oder Bereichsgrenze</translation>
    </message>
    <message>
      <source>Next event, marker or range edge</source>
      <translation>Nächstes Ereignis, Marke oder Bereichsgrenze</translation>
    </message>
    <message>
      <source>Play/pause</source>
      <translation>Wiedergabe/Pause</translation>
    </message>
    <message>
      <source>Shuttle forward</source>
      <translation>Shuttle vorwärts</translation>
    </message>
    <message>
      <source>Shuttle backward</source>
      <translation>Shuttle rückwärts</translation>
    </message>
    <message>
      <source>Step back 1 frame</source>
      <translation>1 Bild zurück</translation>
    </message>
    <message>
      <source>Step forward 1 frame</source>
      <translation>1 Bild vor</translation>
    </message>
    <message>
      <source>Jump back 1 second</source>
      <translation>1 Sekunde zurück</translation>
    </message>
    <message>
      <source>Jump forward 1 second</source>
      <translation>1 Sekunde vor</translation>
    </message>
    <message>
      <source>Go to start</source>
      <translation>Zum Anfang</translation>
    </message>
    <message>
      <source>Go to end</source>
      <translation>Zum Ende</translation>
    </message>
    <message>
      <source>Play range</source>
      <translation>Bereich abspielen</translation>
    </message>
    <message>
      <source>Loop range</source>
      <translation>Bereich in Schleife</translation>
    </message>
    <message>
      <source>Play 0.5 s before playhead</source>
      <translation>0,5 s vor der Abspielposition hören</translation>
    </message>
    <message>
      <source>Play 0.5 s after playhead</source>
      <translation>0,5 s nach der Abspielposition hören</translation>
    </message>
    <message>
      <source>Play reference</source>
      <translation>Referenz abspielen</translation>
    </message>
    <message>
      <source>Switch between A and B</source>
      <translation>Zwischen A und B wechseln</translation>
    </message>
    <message>
      <source>Mix original under take</source>
      <translation>Original unter den Take mischen</translation>
    </message>
    <message>
      <source>Solo original</source>
      <translation>Original solo</translation>
    </message>
    <message>
      <source>Solo take</source>
      <translation>Take solo</translation>
    </message>
    <message>
      <source>Volume up</source>
      <translation>Lauter</translation>
    </message>
    <message>
      <source>Volume down</source>
      <translation>Leiser</translation>
    </message>
    <message>
      <source>Rescan audio devices</source>
      <translation>Tongeräte neu suchen</translation>
    </message>
    <message>
      <source>Dub</source>
      <translation>Vertonen</translation>
    </message>
    <message>
      <source>Dub with next seed</source>
      <translation>Mit dem nächsten Seed vertonen</translation>
    </message>
    <message>
      <source>Try on selected references</source>
      <translation>Ausgewählte Referenzen anprobieren</translation>
    </message>
    <message>
      <source>Render after edits</source>
      <translation>Nach Änderungen neu rendern</translation>
    </message>
    <message>
      <source>Use clip sound as reference</source>
      <translation>Ton des Clips als Referenz verwenden</translation>
    </message>
    <message>
      <source>Next clip</source>
      <translation>Nächster Clip</translation>
    </message>
    <message>
      <source>Previous clip</source>
      <translation>Voriger Clip</translation>
    </message>
    <message>
      <source>Clip properties…</source>
      <translation>Clip-Eigenschaften …</translation>
    </message>
    <message>
      <source>Remove clip from project</source>
      <translation>Clip aus dem Projekt entfernen</translation>
    </message>
    <message>
      <source>Jobs</source>
      <translation>Aufträge</translation>
    </message>
    <message>
      <source>Cancel job</source>
      <translation>Auftrag abbrechen</translation>
    </message>
    <message>
      <source>Free engine memory</source>
      <translation>Speicher der Engine freigeben</translation>
    </message>
    <message>
      <source>Zoom in</source>
      <translation>Vergrößern</translation>
    </message>
    <message>
      <source>Zoom out</source>
      <translation>Verkleinern</translation>
    </message>
    <message>
      <source>Zoom to clip</source>
      <translation>Ganzen Clip zeigen</translation>
    </message>
    <message>
      <source>Zoom to range</source>
      <translation>Bereich zeigen</translation>
    </message>
    <message>
      <source>Snap</source>
      <translation>Einrasten</translation>
    </message>
    <message>
      <source>Compare A and B with a wipe</source>
      <translation>A und B mit einer Blende vergleichen</translation>
    </message>
    <message>
      <source>Timbre map</source>
      <translation>Karte der Klangfarben</translation>
    </message>
    <message>
      <source>Full-screen preview</source>
      <translation>Vorschau im Vollbild</translation>
    </message>
    <message>
      <source>Full screen</source>
      <translation>Vollbild</translation>
    </message>
    <message>
      <source>Show/hide panels</source>
      <translation>Seitenbereiche ein/aus</translation>
    </message>
    <message>
      <source>Train</source>
      <translation>Trainieren</translation>
    </message>
    <message>
      <source>Listening test…</source>
      <translation>Hörtest …</translation>
    </message>
    <message>
      <source>Light theme</source>
      <translation>Helles Farbschema</translation>
    </message>
    <message>
      <source>Reset layout</source>
      <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
      <source>Find command…</source>
      <translation>Befehl suchen …</translation>
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <source>Take the tour</source>
      <translation>Rundgang</translation>
    </message>
    <message>
      <source>Open log folder</source>
      <translation>Protokollordner öffnen</translation>
    </message>
    <message>
      <source>Listen to take {n} in the list</source>
      <translation>Take {n} der Liste anhören</translation>
    </message>
    <message>
      <source> or </source>
      <translation> oder </translation>
    </message>
    <message>
      <source>Listen to a take in the list</source>
      <translation>Einen Take der Liste anhören</translation>
    </message>
    <message>
      <source>Find command</source>
      <translation>Befehl suchen</translation>
    </message>
    <message>
      <source>Commands</source>
      <translation>Befehle</translation>
    </message>
    <message>
      <source>Undo {edit}</source>
      <translation>{edit} rückgängig machen</translation>
    </message>
    <message>
      <source>Redo {edit}</source>
      <translation>{edit} wiederholen</translation>
    </message>
    <message>
      <source>History</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <source>Original state</source>
      <translation>Anfangszustand</translation>
    </message>
    <message>
      <source>Open recent</source>
      <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
      <source>Clear recent files</source>
      <translation>Liste leeren</translation>
    </message>
    <message>
      <source>No recent files</source>
      <translation>Keine zuletzt geöffneten Dateien</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>Werkzeuge</translation>
    </message>
    <message>
      <source>Play</source>
      <translation>Abspielen</translation>
    </message>
    <message>
      <source>A / B</source>
      <translation>A / B</translation>
    </message>
    <message>
      <source>DUB</source>
      <translation>VERTONEN</translation>
    </message>
    <message>
      <source>Search commands and shortcuts</source>
      <translation>Befehle und Tastenkürzel durchsuchen</translation>
    </message>
    <message>
      <source>Command</source>
      <translation>Befehl</translation>
    </message>
    <message>
      <source>Shortcut</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <source>Commands and shortcuts</source>
      <translation>Befehle und Tastenkürzel</translation>
    </message>
    <message>
      <source>New shortcut</source>
      <translation>Neues Tastenkürzel</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <source>Remove all</source>
      <translation>Alle entfernen</translation>
    </message>
    <message>
      <source>Remove all shortcuts from this command</source>
      <translation>Alle Tastenkürzel dieses Befehls entfernen</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>Zurücksetzen</translation>
    </message>
    <message>
      <source>Restore the default shortcuts of this command</source>
      <translation>Die vorgegebenen Tastenkürzel dieses Befehls wiederherstellen</translation>
    </message>
    <message>
      <source>Reset all</source>
      <translation>Alle zurücksetzen</translation>
    </message>
    <message>
      <source>Reassign</source>
      <translation>Neu zuweisen</translation>
    </message>
    <message>
      <source>{key} is assigned to “{command}”.</source>
      <translation>{key} gehört schon zu „{command}“.</translation>
    </message>
    <message>
      <source>Press the new shortcut in the field.</source>
      <translation>Das neue Tastenkürzel im Feld drücken.</translation>
    </message>
    <message>
      <source>Select a command.</source>
      <translation>Einen Befehl auswählen.</translation>
    </message>
    <message>
      <source>Undo reset</source>
      <translation>Zurücksetzen widerrufen</translation>
    </message>
    <message>
      <source>Default: {keys}</source>
      <translation>Vorgegeben: {keys}</translation>
    </message>
    <message>
      <source>No default shortcut</source>
      <translation>Kein Tastenkürzel vorgegeben</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>Weiter</translation>
    </message>
    <message>
      <source>End tour</source>
      <translation>Rundgang beenden</translation>
    </message>
    <message>
      <source>{n} of {all}</source>
      <translation>{n} von {all}</translation>
    </message>
    <message>
      <source>Add {name}</source>
      <translation>{name} hinzufügen</translation>
    </message>
    <message>
      <source>Remove {name}</source>
      <translation>{name} entfernen</translation>
    </message>
    <message numerus="yes">
      <source>Add {n} references</source>
      <translation>
        <numerusform>{name} hinzufügen</numerusform>
        <numerusform>{n} Referenzen hinzufügen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Remove {n} references</source>
      <translation>
        <numerusform>{name} entfernen</numerusform>
        <numerusform>{n} Referenzen entfernen</numerusform>
      </translation>
    </message>
    <message>
      <source>Remove damaged parts</source>
      <translation>Beschädigte Teile entfernen</translation>
    </message>
    <message>
      <source>Change settings</source>
      <translation>Einstellungen ändern</translation>
    </message>
    <message>
      <source>{name} has no video, unlike {lost}.</source>
      <translation>{name} hat kein Video, anders als {lost}.</translation>
    </message>
    <message>
      <source>{name} has no sound, unlike {lost}.</source>
      <translation>{name} hat keinen Ton, anders als {lost}.</translation>
    </message>
    <message>
      <source>duration {length} instead of {expected}</source>
      <translation>Dauer {length} statt {expected}</translation>
    </message>
    <message>
      <source>size {size} instead of {expected} bytes</source>
      <translation>Größe {size} statt {expected} Byte</translation>
    </message>
    <message>
      <source>other content of the same size and duration</source>
      <translation>anderer Inhalt bei gleicher Größe und Dauer</translation>
    </message>
    <message>
      <source>{name} is not the same file as {lost}: {difference}.</source>
      <translation>{name} ist nicht dieselbe Datei wie {lost}: {difference}.</translation>
    </message>
    <message>
      <source>Opening {name}…</source>
      <translation>{name} wird geöffnet …</translation>
    </message>
    <message>
      <source>{name} has been changed by another program since it was opened.</source>
      <translation>{name} wurde seit dem Öffnen von einem anderen Programm geändert.</translation>
    </message>
    <message>
      <source>Saved {name}</source>
      <translation>{name} gespeichert</translation>
    </message>
    <message numerus="yes">
      <source>{n} parts of this project are damaged, the first at {problem}.</source>
      <translation>
        <numerusform>Ein Teil dieses Projekts ist beschädigt: {problem}.</numerusform>
        <numerusform>{n} Teile dieses Projekts sind beschädigt, der erste bei {problem}.</numerusform>
      </translation>
    </message>
    <message>
      <source>Everything else is open, and nothing is lost from the project file.</source>
      <translation>Alles andere ist geöffnet, und in der Projektdatei geht nichts verloren.</translation>
    </message>
    <message>
      <source>Remove from project</source>
      <translation>Aus dem Projekt entfernen</translation>
    </message>
    <message numerus="yes">
      <source>Add {n} clips</source>
      <translation>
        <numerusform>{name} hinzufügen</numerusform>
        <numerusform>{n} Clips hinzufügen</numerusform>
      </translation>
    </message>
    <message>
      <source>Open another…</source>
      <translation>Andere öffnen …</translation>
    </message>
    <message>
      <source>The folder {name} contains no sounds.</source>
      <translation>Der Ordner {name} enthält keine Klänge.</translation>
    </message>
    <message>
      <source>Open clips as files; the Batch workspace takes whole folders of clips.</source>
      <translation>Clips als Dateien öffnen; der Arbeitsbereich „Batch“ nimmt ganze Ordner mit Clips.</translation>
    </message>
    <message>
      <source>{name} holds {count} sounds; only the first {limit} were added to the project.</source>
      <translation>{name} enthält {count} Klänge; nur die ersten {limit} wurden zum Projekt hinzugefügt.</translation>
    </message>
    <message>
      <source>Add the folder to the library instead.</source>
      <translation>Stattdessen den Ordner zur Bibliothek hinzufügen.</translation>
    </message>
    <message>
      <source>{user} on {host} (process {process})</source>
      <translation>{user} an {host} (Prozess {process})</translation>
    </message>
    <message>
      <source>unknown user</source>
      <translation>unbekannter Benutzer</translation>
    </message>
    <message>
      <source>{name} is open in another window.</source>
      <translation>{name} ist in einem anderen Fenster geöffnet.</translation>
    </message>
    <message>
      <source>{name} is open in another window: {owner}.</source>
      <translation>{name} ist in einem anderen Fenster geöffnet: {owner}.</translation>
    </message>
    <message>
      <source>Save under another name.</source>
      <translation>Unter einem anderen Namen speichern.</translation>
    </message>
    <message>
      <source>VarietySound Studio closed unexpectedly. Unsaved work on {name} from {time} can be recovered.</source>
      <translation>VarietySound Studio wurde unerwartet beendet. Nicht gespeicherte Arbeit an {name} von {time} kann wiederhergestellt werden.</translation>
    </message>
    <message>
      <source>an untitled project</source>
      <translation>ein unbenanntes Projekt</translation>
    </message>
    <message>
      <source>Recover</source>
      <translation>Wiederherstellen</translation>
    </message>
    <message>
      <source>Discard</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <source>Your work cannot be autosaved: {reason}. Save the project yourself.</source>
      <translation>Die Arbeit kann nicht automatisch gesichert werden: {reason}. Bitte das Projekt selbst speichern.</translation>
    </message>
    <message>
      <source>Track {number}</source>
      <translation>Spur {number}</translation>
    </message>
    <message>
      <source>Properties of {name}</source>
      <translation>Eigenschaften von {name}</translation>
    </message>
    <message>
      <source>This clip has no audio.</source>
      <translation>Dieser Clip hat keinen Ton.</translation>
    </message>
    <message>
      <source>Clip</source>
      <translation>Clip</translation>
    </message>
    <message>
      <source>Clips in this project</source>
      <translation>Clips in diesem Projekt</translation>
    </message>
    <message>
      <source>No clip</source>
      <translation>Kein Clip</translation>
    </message>
    <message numerus="yes">
      <source>{n} takes</source>
      <translation>
        <numerusform>{n} Take</numerusform>
        <numerusform>{n} Takes</numerusform>
      </translation>
    </message>
    <message>
      <source>variable frame rate</source>
      <translation>variable Bildrate</translation>
    </message>
    <message>
      <source>rotated {angle}°</source>
      <translation>gedreht um {angle}°</translation>
    </message>
    <message>
      <source>Video: {properties}</source>
      <translation>Video: {properties}</translation>
    </message>
    <message>
      <source>Audio {number}: {properties}</source>
      <translation>Ton {number}: {properties}</translation>
    </message>
    <message>
      <source>No audio</source>
      <translation>Kein Ton</translation>
    </message>
    <message>
      <source>Close {title}</source>
      <translation>{title} schließen</translation>
    </message>
    <message>
      <source>Choose a reference</source>
      <translation>Eine Referenz wählen</translation>
    </message>
    <message>
      <source>Every sound here can dub the clip. Play one, or drop your own onto the list.</source>
      <translation>Jeder Klang hier kann den Clip vertonen. Einen abspielen oder eigene auf die Liste ziehen.</translation>
    </message>
    <message>
      <source>Events are what sounds</source>
      <translation>Ereignisse sind das, was klingt</translation>
    </message>
    <message>
      <source>They are found in the picture. Drag one to move it, double-click to add one, and press Del to delete it.</source>
      <translation>Sie werden im Bild gefunden. Ziehen verschiebt ein Ereignis, Doppelklicken fügt eines hinzu, Entf löscht es.</translation>
    </message>
    <message>
      <source>Renders a take: your reference at these events. Ctrl+Enter does the same.</source>
      <translation>Rendert einen Take: die Referenz an diesen Ereignissen. Strg+Enter tut dasselbe.</translation>
    </message>
    <message>
      <source>Compare takes</source>
      <translation>Takes vergleichen</translation>
    </message>
    <message>
      <source>Nothing is overwritten. Click a take to hear it, and press B to switch to the one before while the clip plays.</source>
      <translation>Nichts wird überschrieben. Einen Take anklicken, um ihn zu hören; B wechselt bei laufendem Clip zum vorigen.</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <source>Writes a copy of your clip with the dub. The picture is not encoded again.</source>
      <translation>Schreibt eine Kopie des Clips mit der Vertonung. Das Bild wird nicht neu codiert.</translation>
    </message>
    <message>
      <source>Mix · all {n} tracks</source>
      <translation>Mix · alle {n} Spuren</translation>
    </message>
    <message>
      <source>Take {n} · {title}</source>
      <translation>Take {n} · {title}</translation>
    </message>
    <message numerus="yes">
      <source>Mix · {n} tracks</source>
      <translation>
        <numerusform>Mix · {n} Spur</numerusform>
        <numerusform>Mix · {n} Spuren</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Mix · only {n} of {all} tracks are heard</source>
      <translation>
        <numerusform>Mix · nur {n} von {all} Spuren ist zu hören</numerusform>
        <numerusform>Mix · nur {n} von {all} Spuren sind zu hören</numerusform>
      </translation>
    </message>
    <message>
      <source>Track · {name}</source>
      <translation>Spur · {name}</translation>
    </message>
    <message>
      <source>{name} stems</source>
      <translation>{name} Stems</translation>
    </message>
    <message>
      <source>Video copied unchanged</source>
      <translation>Video unverändert kopiert</translation>
    </message>
    <message>
      <source>The video packets are copied, and their hash is verified in the exported file.</source>
      <translation>Die Videopakete werden kopiert, und ihr Hash wird in der exportierten Datei geprüft.</translation>
    </message>
    <message>
      <source>Sound</source>
      <translation>Ton</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>Format</translation>
    </message>
    <message>
      <source>Range</source>
      <translation>Bereich</translation>
    </message>
    <message>
      <source>Original</source>
      <translation>Original</translation>
    </message>
    <message>
      <source>Loudness</source>
      <translation>Lautheit</translation>
    </message>
    <message>
      <source>Also export stems, a file for each sound</source>
      <translation>Auch Stems exportieren, eine Datei je Klang</translation>
    </message>
    <message>
      <source>24-bit WAV files in a folder; together they are the mix.</source>
      <translation>WAV-Dateien mit 24 Bit in einem Ordner; zusammen sind sie der Mix.</translation>
    </message>
    <message>
      <source>Output file</source>
      <translation>Ausgabedatei</translation>
    </message>
    <message>
      <source>Browse…</source>
      <translation>Durchsuchen …</translation>
    </message>
    <message>
      <source>{kind} (audio only)</source>
      <translation>{kind} (nur Ton)</translation>
    </message>
    <message>
      <source>Audio codec</source>
      <translation>Audiocodec</translation>
    </message>
    <message>
      <source>Also export the dub alone as</source>
      <translation>Auch nur die Vertonung exportieren als</translation>
    </message>
    <message>
      <source>Format of the dub alone</source>
      <translation>Format der Vertonung allein</translation>
    </message>
    <message>
      <source>Also export the events as</source>
      <translation>Auch die Ereignisse exportieren als</translation>
    </message>
    <message>
      <source>Markers for an editing program, or a table.</source>
      <translation>Marken für ein Schnittprogramm oder eine Tabelle.</translation>
    </message>
    <message>
      <source>Format of the events</source>
      <translation>Format der Ereignisse</translation>
    </message>
    <message>
      <source>Save the project to see its command line.</source>
      <translation>Das Projekt speichern, um seine Befehlszeile zu sehen.</translation>
    </message>
    <message>
      <source>Copied.</source>
      <translation>Kopiert.</translation>
    </message>
    <message>
      <source>Copied. The command reads the events from {file} beside the exported file.</source>
      <translation>Kopiert. Der Befehl liest die Ereignisse aus {file} neben der exportierten Datei.</translation>
    </message>
    <message>
      <source>Export to</source>
      <translation>Exportieren nach</translation>
    </message>
    <message>
      <source>Video and audio ({kinds})</source>
      <translation>Video und Ton ({kinds})</translation>
    </message>
    <message>
      <source>Replace original audio</source>
      <translation>Originalton ersetzen</translation>
    </message>
    <message>
      <source>Only the dub is heard.</source>
      <translation>Nur die Vertonung ist zu hören.</translation>
    </message>
    <message>
      <source>Mix with original audio</source>
      <translation>Mit dem Originalton mischen</translation>
    </message>
    <message>
      <source>The dub is mixed with the clip's own audio.</source>
      <translation>Die Vertonung wird mit dem eigenen Ton des Clips gemischt.</translation>
    </message>
    <message>
      <source>Keep original as a second track</source>
      <translation>Original als zweite Tonspur behalten</translation>
    </message>
    <message>
      <source>Its packets are copied unchanged.</source>
      <translation>Ihre Pakete werden unverändert kopiert.</translation>
    </message>
    <message>
      <source>Match original</source>
      <translation>Wie das Original</translation>
    </message>
    <message>
      <source>-14 LUFS (streaming)</source>
      <translation>-14 LUFS (Streaming)</translation>
    </message>
    <message>
      <source>-16 LUFS (podcast)</source>
      <translation>-16 LUFS (Podcast)</translation>
    </message>
    <message>
      <source>-23 LUFS (broadcast)</source>
      <translation>-23 LUFS (Rundfunk)</translation>
    </message>
    <message>
      <source>No adjustment</source>
      <translation>Keine Anpassung</translation>
    </message>
    <message>
      <source>Usual (-23 LUFS)</source>
      <translation>Üblich (-23 LUFS)</translation>
    </message>
    <message>
      <source>WAV, 24-bit</source>
      <translation>WAV, 24 Bit</translation>
    </message>
    <message>
      <source>FLAC, 24-bit</source>
      <translation>FLAC, 24 Bit</translation>
    </message>
    <message>
      <source>FLAC (lossless)</source>
      <translation>FLAC (verlustfrei)</translation>
    </message>
    <message>
      <source>PCM, 24-bit (lossless)</source>
      <translation>PCM, 24 Bit (verlustfrei)</translation>
    </message>
    <message>
      <source>Whole clip, {seconds} s</source>
      <translation>Ganzer Clip, {seconds} s</translation>
    </message>
    <message>
      <source>In to out, {start} to {end} s</source>
      <translation>In bis Out, {start} bis {end} s</translation>
    </message>
    <message>
      <source>Range of the take, {start} to {end} s</source>
      <translation>Bereich des Takes, {start} bis {end} s</translation>
    </message>
    <message>
      <source>{clip} dubbed</source>
      <translation>{clip} vertont</translation>
    </message>
    <message>
      <source>Nothing to export yet. Press DUB (Ctrl+Enter) first.</source>
      <translation>Noch nichts zu exportieren. Zuerst VERTONEN (Strg+Enter) drücken.</translation>
    </message>
    <message>
      <source>Exporting {name}</source>
      <translation>{name} wird exportiert</translation>
    </message>
    <message>
      <source>Export again…</source>
      <translation>Erneut exportieren …</translation>
    </message>
    <message>
      <source>Exported {name}.</source>
      <translation>{name} wurde exportiert.</translation>
    </message>
    <message>
      <source>Exported {names} and {last}.</source>
      <translation>{names} und {last} exportiert.</translation>
    </message>
    <message>
      <source>Copy command</source>
      <translation>Befehl kopieren</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Im Ordner zeigen</translation>
    </message>
    <message>
      <source>{name} already exists. Replace it?</source>
      <translation>{name} gibt es schon. Ersetzen?</translation>
    </message>
    <message>
      <source>{names} and {last} already exist. Replace them?</source>
      <translation>{names} und {last} gibt es schon. Ersetzen?</translation>
    </message>
    <message>
      <source>{name} is a clip of this project.</source>
      <translation>{name} ist ein Clip dieses Projekts.</translation>
    </message>
    <message>
      <source>Replace</source>
      <translation>Ersetzen</translation>
    </message>
    <message>
      <source>Replace existing files?</source>
      <translation>Vorhandene Dateien ersetzen?</translation>
    </message>
    <message>
      <source>Its video differs from the clip's.</source>
      <translation>Sein Video unterscheidet sich von dem des Clips.</translation>
    </message>
    <message>
      <source>Its video is bit-identical to the clip's.</source>
      <translation>Sein Video ist bitgleich mit dem des Clips.</translation>
    </message>
    <message>
      <source>Preview</source>
      <translation>Vorschau</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>Hand</source>
      <translation>Von Hand</translation>
    </message>
    <message>
      <source>Performed</source>
      <translation>Eingespielt</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <source>Lasts</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>Quelle</translation>
    </message>
    <message>
      <source>M</source>
      <translation>M</translation>
    </message>
    <message>
      <source>Change time of event</source>
      <translation>Zeit des Ereignisses ändern</translation>
    </message>
    <message>
      <source>Change level of event</source>
      <translation>Pegel des Ereignisses ändern</translation>
    </message>
    <message>
      <source>Change length of event</source>
      <translation>Länge des Ereignisses ändern</translation>
    </message>
    <message>
      <source>Mute event</source>
      <translation>Ereignis stumm schalten</translation>
    </message>
    <message>
      <source>Events</source>
      <translation>Ereignisse</translation>
    </message>
    <message>
      <source>Fade in of the track</source>
      <translation>Einblendung der Spur</translation>
    </message>
    <message>
      <source>In</source>
      <translation>Ein</translation>
    </message>
    <message>
      <source>Fade out of the track</source>
      <translation>Ausblendung der Spur</translation>
    </message>
    <message>
      <source>Out</source>
      <translation>Aus</translation>
    </message>
    <message>
      <source>Fades</source>
      <translation>Blenden</translation>
    </message>
    <message>
      <source>Change fade out</source>
      <translation>Ausblendung ändern</translation>
    </message>
    <message>
      <source>Change fade in</source>
      <translation>Einblendung ändern</translation>
    </message>
    <message>
      <source>Previous event</source>
      <translation>Voriges Ereignis</translation>
    </message>
    <message>
      <source>Next event</source>
      <translation>Nächstes Ereignis</translation>
    </message>
    <message>
      <source>T&amp;ime</source>
      <translation>&amp;Zeit</translation>
    </message>
    <message>
      <source>Duration</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>Strike</source>
      <translation>Anschlag</translation>
    </message>
    <message>
      <source>As the picture suggests</source>
      <translation>Wie es das Bild nahelegt</translation>
    </message>
    <message>
      <source>M&amp;uted</source>
      <translation>Stu&amp;mm</translation>
    </message>
    <message>
      <source>&amp;Strength</source>
      <translation>&amp;Stärke</translation>
    </message>
    <message>
      <source>&amp;Lasts</source>
      <translation>&amp;Dauer</translation>
    </message>
    <message>
      <source>No event selected</source>
      <translation>Kein Ereignis ausgewählt</translation>
    </message>
    <message>
      <source>No events</source>
      <translation>Keine Ereignisse</translation>
    </message>
    <message>
      <source>Event {place} of {count}</source>
      <translation>Ereignis {place} von {count}</translation>
    </message>
    <message numerus="yes">
      <source>{n} events</source>
      <translation>
        <numerusform>{n} Ereignis</numerusform>
        <numerusform>{n} Ereignisse</numerusform>
      </translation>
    </message>
    <message>
      <source>F&amp;irst at</source>
      <translation>&amp;Erstes bei</translation>
    </message>
    <message>
      <source>Mixed</source>
      <translation>Verschieden</translation>
    </message>
    <message>
      <source>May last {seconds} s</source>
      <translation>Dauert vielleicht {seconds} s</translation>
    </message>
    <message>
      <source>Move event</source>
      <translation>Ereignis verschieben</translation>
    </message>
    <message>
      <source>Change strength</source>
      <translation>Stärke ändern</translation>
    </message>
    <message>
      <source>Mute events</source>
      <translation>Ereignisse stumm schalten</translation>
    </message>
    <message>
      <source>{source}, {percent} % certain</source>
      <translation>{source}, zu {percent} % sicher</translation>
    </message>
    <message>
      <source>Strength</source>
      <translation>Stärke</translation>
    </message>
    <message>
      <source>“{text}” is not a time such as 12.5, 0:12.5 or 1:02:12.5.</source>
      <translation>„{text}“ ist keine Zeit wie 12,5, 0:12,5 oder 1:02:12,5.</translation>
    </message>
    <message>
      <source>“{text}” is not a level such as -6 or -12.5.</source>
      <translation>„{text}“ ist kein Pegel wie -6 oder -12,5.</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>Erneut versuchen</translation>
    </message>
    <message>
      <source>Free memory and try again</source>
      <translation>Speicher freigeben und erneut versuchen</translation>
    </message>
    <message>
      <source>The engine is done</source>
      <translation>Die Engine ist fertig</translation>
    </message>
    <message>
      <source>The engine's job has failed</source>
      <translation>Der Auftrag der Engine ist fehlgeschlagen</translation>
    </message>
    <message>
      <source>Leave the project?</source>
      <translation>Projekt verlassen?</translation>
    </message>
    <message>
      <source>Leave</source>
      <translation>Verlassen</translation>
    </message>
    <message numerus="yes">
      <source>{n} takes and exports have not ended; they would be lost: {jobs}.</source>
      <translation>
        <numerusform>„{job}“ ist noch nicht beendet und ginge verloren.</numerusform>
        <numerusform>{n} Takes und Exporte sind noch nicht beendet und gingen verloren: {jobs}.</numerusform>
      </translation>
    </message>
    <message>
      <source>Engine restarted; memory freed.</source>
      <translation>Engine neu gestartet; Speicher freigegeben.</translation>
    </message>
    <message>
      <source>The engine has been working for {time}. Cancel “{job}”?</source>
      <translation>Die Engine arbeitet seit {time}. „{job}“ abbrechen?</translation>
    </message>
    <message numerus="yes">
      <source>The engine has been working for {time}. Cancel “{job}” and {n} waiting jobs?</source>
      <translation>
        <numerusform>Die Engine arbeitet seit {time}. „{job}“ und {n} wartenden Auftrag abbrechen?</numerusform>
        <numerusform>Die Engine arbeitet seit {time}. „{job}“ und {n} wartende Aufträge abbrechen?</numerusform>
      </translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <source>Cancel job?</source>
      <translation>Auftrag abbrechen?</translation>
    </message>
    <message>
      <source>waiting</source>
      <translation>wartet</translation>
    </message>
    <message>
      <source>done in {time}</source>
      <translation>fertig in {time}</translation>
    </message>
    <message>
      <source>cancelled</source>
      <translation>abgebrochen</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>fehlgeschlagen</translation>
    </message>
    <message>
      <source>starting</source>
      <translation>beginnt</translation>
    </message>
    <message>
      <source>{time} left</source>
      <translation>noch {time}</translation>
    </message>
    <message>
      <source>No jobs yet. Dubs and exports appear here, each with its log.</source>
      <translation>Noch keine Aufträge. Vertonungen und Exporte erscheinen hier, jeweils mit Protokoll.</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Copy log</source>
      <translation>Protokoll kopieren</translation>
    </message>
    <message>
      <source>Clear finished</source>
      <translation>Beendete entfernen</translation>
    </message>
    <message>
      <source>Job log</source>
      <translation>Protokoll des Auftrags</translation>
    </message>
    <message>
      <source>Cancel (Esc)</source>
      <translation>Abbrechen (Esc)</translation>
    </message>
    <message>
      <source>Engine activity</source>
      <translation>Tätigkeit der Engine</translation>
    </message>
    <message>
      <source>{job}: cancelled</source>
      <translation>{job}: abgebrochen</translation>
    </message>
    <message>
      <source>The engine is starting…</source>
      <translation>Die Engine startet …</translation>
    </message>
    <message>
      <source>Waiting…</source>
      <translation>Warten …</translation>
    </message>
    <message>
      <source>Engine</source>
      <translation>Engine</translation>
    </message>
    <message>
      <source>Engine off</source>
      <translation>Engine aus</translation>
    </message>
    <message>
      <source>Engine starting…</source>
      <translation>Engine startet …</translation>
    </message>
    <message>
      <source>Engine stopped</source>
      <translation>Engine angehalten</translation>
    </message>
    <message>
      <source>Engine device: {name}. Memory in use: {memory}</source>
      <translation>Gerät der Engine: {name}. Belegter Speicher: {memory}</translation>
    </message>
    <message>
      <source>Memory in use: {memory}</source>
      <translation>Belegter Speicher: {memory}</translation>
    </message>
    <message>
      <source>Running: {job}</source>
      <translation>Läuft: {job}</translation>
    </message>
    <message>
      <source>Idle</source>
      <translation>Bereit</translation>
    </message>
    <message>
      <source>{used} of {total} GB</source>
      <translation>{used} von {total} GB</translation>
    </message>
    <message>
      <source>Audio output</source>
      <translation>Tonausgabe</translation>
    </message>
    <message>
      <source>Audio output: {name}</source>
      <translation>Tonausgabe: {name}</translation>
    </message>
    <message>
      <source>Level of the mix</source>
      <translation>Pegel des Mix</translation>
    </message>
    <message>
      <source>Level of the mix; click to reset the clip light</source>
      <translation>Pegel des Mix; Klicken setzt die Übersteuerungsanzeige zurück</translation>
    </message>
    <message>
      <source>Mix with original</source>
      <translation>Mit dem Original mischen</translation>
    </message>
    <message>
      <source>Leave out original</source>
      <translation>Original weglassen</translation>
    </message>
    <message>
      <source>Change original volume</source>
      <translation>Lautstärke des Originals ändern</translation>
    </message>
    <message>
      <source>Take {number} · {title}</source>
      <translation>Take {number} · {title}</translation>
    </message>
    <message>
      <source>Mix</source>
      <translation>Mix</translation>
    </message>
    <message>
      <source>{name}, muted</source>
      <translation>{name}, stumm</translation>
    </message>
    <message>
      <source>{take} in the mix</source>
      <translation>{take} im Mix</translation>
    </message>
    <message>
      <source>The engine stopped unexpectedly and was not restarted. Your project and takes are safe.</source>
      <translation>Die Engine hat unerwartet angehalten und wurde nicht neu gestartet. Projekt und Takes sind sicher.</translation>
    </message>
    <message>
      <source>Restart engine</source>
      <translation>Engine neu starten</translation>
    </message>
    <message>
      <source>The engine stopped unexpectedly and was restarted; “{job}” continues. Your project and takes are safe.</source>
      <translation>Die Engine hat unerwartet angehalten und wurde neu gestartet; „{job}“ geht weiter. Projekt und Takes sind sicher.</translation>
    </message>
    <message>
      <source>The engine stopped unexpectedly and was restarted. Your project and takes are safe.</source>
      <translation>Die Engine hat unerwartet angehalten und wurde neu gestartet. Projekt und Takes sind sicher.</translation>
    </message>
    <message>
      <source>Copy details</source>
      <translation>Details kopieren</translation>
    </message>
    <message>
      <source>Rescan</source>
      <translation>Neu suchen</translation>
    </message>
    <message>
      <source>No video</source>
      <translation>Kein Video</translation>
    </message>
    <message>
      <source>VFR</source>
      <translation>VFR</translation>
    </message>
    <message>
      <source>no audio</source>
      <translation>kein Ton</translation>
    </message>
    <message>
      <source>{first} and {second}</source>
      <translation>{first} und {second}</translation>
    </message>
    <message>
      <source>Keys of a performance</source>
      <translation>Tasten einer Einspielung</translation>
    </message>
    <message>
      <source>Press the first key.</source>
      <translation>Die erste Taste drücken.</translation>
    </message>
    <message>
      <source>R and Space end a recording. Press another key.</source>
      <translation>R und die Leertaste beenden eine Aufnahme. Eine andere Taste drücken.</translation>
    </message>
    <message>
      <source>{key}. Press the second key.</source>
      <translation>{key}. Die zweite Taste drücken.</translation>
    </message>
    <message>
      <source>Add to the others</source>
      <translation>Zu den anderen hinzufügen</translation>
    </message>
    <message>
      <source>Replace the others</source>
      <translation>Die anderen ersetzen</translation>
    </message>
    <message>
      <source>Normal</source>
      <translation>Normal</translation>
    </message>
    <message>
      <source>Half</source>
      <translation>Halb</translation>
    </message>
    <message>
      <source>Quarter</source>
      <translation>Viertel</translation>
    </message>
    <message>
      <source>Tap {first}, {second} or here. Hold for a sound that lasts, Shift for a strong one.</source>
      <translation>{first} oder {second} tippen oder hierher. Halten für einen Klang, der andauert, Umschalt für einen starken.</translation>
    </message>
    <message>
      <source>Play notes, or tap here. Hold for a sound that lasts.</source>
      <translation>Noten spielen oder hierher tippen. Halten für einen Klang, der andauert.</translation>
    </message>
    <message>
      <source>Clap, tap or make mouth sounds. Wear headphones.</source>
      <translation>Klatschen, klopfen oder Geräusche mit dem Mund machen. Kopfhörer tragen.</translation>
    </message>
    <message>
      <source>Record</source>
      <translation>Aufnehmen</translation>
    </message>
    <message>
      <source>Record a performance (R)</source>
      <translation>Einspielung aufnehmen (R)</translation>
    </message>
    <message>
      <source>Input</source>
      <translation>Eingang</translation>
    </message>
    <message>
      <source>Choose other keys</source>
      <translation>Andere Tasten wählen</translation>
    </message>
    <message>
      <source>Count-in</source>
      <translation>Vorzähler</translation>
    </message>
    <message>
      <source>Mode</source>
      <translation>Modus</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>Tempo</translation>
    </message>
    <message>
      <source>Latency</source>
      <translation>Latenz</translation>
    </message>
    <message>
      <source>Measure…</source>
      <translation>Messen …</translation>
    </message>
    <message>
      <source>Microphone level</source>
      <translation>Mikrofonpegel</translation>
    </message>
    <message>
      <source>Tap along with ten clicks</source>
      <translation>Mit zehn Klicks mittippen</translation>
    </message>
    <message>
      <source>Counting in…</source>
      <translation>Vorzähler läuft …</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>Aus</translation>
    </message>
    <message>
      <source>1 second</source>
      <translation>1 Sekunde</translation>
    </message>
    <message>
      <source>1 bar</source>
      <translation>1 Takt</translation>
    </message>
    <message>
      <source>2 bars</source>
      <translation>2 Takte</translation>
    </message>
    <message>
      <source>Open a clip to perform its events.</source>
      <translation>Einen Clip öffnen, um seine Ereignisse einzuspielen.</translation>
    </message>
    <message>
      <source>The microphone is gone. What was played is kept.</source>
      <translation>Das Mikrofon ist weg. Was gespielt wurde, bleibt erhalten.</translation>
    </message>
    <message>
      <source>The track was deleted, which ended the recording.</source>
      <translation>Die Spur wurde gelöscht; das hat die Aufnahme beendet.</translation>
    </message>
    <message>
      <source>Nothing was played.</source>
      <translation>Es wurde nichts gespielt.</translation>
    </message>
    <message>
      <source>Perform</source>
      <translation>Einspielen</translation>
    </message>
    <message numerus="yes">
      <source>{n} events performed</source>
      <translation>
        <numerusform>{n} Ereignis eingespielt</numerusform>
        <numerusform>{n} Ereignisse eingespielt</numerusform>
      </translation>
    </message>
    <message>
      <source>Tap your two keys or the pad with each click.</source>
      <translation>Bei jedem Klick die zwei Tasten oder das Feld antippen.</translation>
    </message>
    <message>
      <source>Play a note with each click.</source>
      <translation>Bei jedem Klick eine Note spielen.</translation>
    </message>
    <message>
      <source>Wear headphones, and clap with each click.</source>
      <translation>Kopfhörer tragen und bei jedem Klick klatschen.</translation>
    </message>
    <message>
      <source>Measure latency</source>
      <translation>Latenz messen</translation>
    </message>
    <message>
      <source>Ten clicks are about to start.</source>
      <translation>Gleich kommen zehn Klicks.</translation>
    </message>
    <message>
      <source>Use this latency</source>
      <translation>Diese Latenz verwenden</translation>
    </message>
    <message>
      <source>Pad</source>
      <translation>Feld</translation>
    </message>
    <message>
      <source>Drop a video here</source>
      <translation>Ein Video hier ablegen</translation>
    </message>
    <message>
      <source>● REC</source>
      <translation>● REC</translation>
    </message>
    <message>
      <source>Position</source>
      <translation>Position</translation>
    </message>
    <message>
      <source>Volume (Alt+Up, Alt+Down)</source>
      <translation>Lautstärke (Alt+Auf, Alt+Ab)</translation>
    </message>
    <message>
      <source>Volume</source>
      <translation>Lautstärke</translation>
    </message>
    <message>
      <source>Length</source>
      <translation>Länge</translation>
    </message>
    <message>
      <source>Level</source>
      <translation>Pegel</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <source>Quality</source>
      <translation>Güte</translation>
    </message>
    <message>
      <source>Hit</source>
      <translation>Anschlag</translation>
    </message>
    <message>
      <source>Voice</source>
      <translation>Stimme</translation>
    </message>
    <message>
      <source>Texture</source>
      <translation>Textur</translation>
    </message>
    <message>
      <source>Hits of {name}</source>
      <translation>Anschläge von {name}</translation>
    </message>
    <message>
      <source>Looking for hits…</source>
      <translation>Anschläge werden gesucht …</translation>
    </message>
    <message>
      <source>Hits</source>
      <translation>Anschläge</translation>
    </message>
    <message>
      <source>Finding hits of {name}</source>
      <translation>Anschläge von {name} werden gesucht</translation>
    </message>
    <message>
      <source>Does not stand out from the noise, and is not played</source>
      <translation>Hebt sich nicht vom Rauschen ab und wird nicht gespielt</translation>
    </message>
    <message>
      <source>{played} of {all} hits are played. Click one to hear it; untick it to leave it out.</source>
      <translation>{played} von {all} Anschlägen werden gespielt. Einen anklicken, um ihn zu hören; das Häkchen entfernen, um ihn auszulassen.</translation>
    </message>
    <message>
      <source>No hits: the sound is played as a whole.</source>
      <translation>Keine Anschläge: Der Klang wird als Ganzes gespielt.</translation>
    </message>
    <message>
      <source>Sounds measured</source>
      <translation>Gemessene Klänge</translation>
    </message>
    <message>
      <source>Listening to the sounds…</source>
      <translation>Die Klänge werden angehört …</translation>
    </message>
    <message numerus="yes">
      <source>{n} sounds, like ones side by side. Click one to hear it, double-click it to dub with it; those that the library holds twice have a rim.</source>
      <translation>
        <numerusform>{n} Klang. Klicken spielt ihn ab, Doppelklicken vertont mit ihm.</numerusform>
        <numerusform>{n} Klänge, Ähnliches nebeneinander. Klicken spielt einen ab, Doppelklicken vertont mit ihm; doppelt vorhandene haben einen Rand.</numerusform>
      </translation>
    </message>
    <message>
      <source>No sounds here.</source>
      <translation>Hier sind keine Klänge.</translation>
    </message>
    <message>
      <source>Most like it: {names}</source>
      <translation>Am ähnlichsten: {names}</translation>
    </message>
    <message>
      <source>Record reference</source>
      <translation>Referenz aufnehmen</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Silence before and after the sound is cut off.</source>
      <translation>Stille vor und nach dem Klang wird abgeschnitten.</translation>
    </message>
    <message>
      <source>Recording…</source>
      <translation>Aufnahme läuft …</translation>
    </message>
    <message>
      <source>Only silence was recorded.</source>
      <translation>Es wurde nur Stille aufgenommen.</translation>
    </message>
    <message>
      <source>That was too short.</source>
      <translation>Das war zu kurz.</translation>
    </message>
    <message>
      <source>{seconds} s recorded.</source>
      <translation>{seconds} s aufgenommen.</translation>
    </message>
    <message>
      <source>Give it a name that a file can have.</source>
      <translation>Einen Namen geben, den eine Datei haben kann.</translation>
    </message>
    <message>
      <source>{folder} could not be made: {reason}.</source>
      <translation>{folder} konnte nicht angelegt werden: {reason}.</translation>
    </message>
    <message>
      <source>Recording {n}</source>
      <translation>Aufnahme {n}</translation>
    </message>
    <message>
      <source>Its sound cannot be read</source>
      <translation>Sein Ton kann nicht gelesen werden</translation>
    </message>
    <message>
      <source>Add {name} to favourites</source>
      <translation>{name} zu den Favoriten hinzufügen</translation>
    </message>
    <message>
      <source>Remove {name} from favourites</source>
      <translation>{name} aus den Favoriten entfernen</translation>
    </message>
    <message>
      <source>Rename</source>
      <translation>Umbenennen</translation>
    </message>
    <message>
      <source>Name:</source>
      <translation>Name:</translation>
    </message>
    <message>
      <source>Rename reference</source>
      <translation>Referenz umbenennen</translation>
    </message>
    <message>
      <source>Tags, separated by commas:</source>
      <translation>Schlagwörter, durch Kommas getrennt:</translation>
    </message>
    <message>
      <source>Tags</source>
      <translation>Schlagwörter</translation>
    </message>
    <message>
      <source>Tag reference</source>
      <translation>Referenz verschlagworten</translation>
    </message>
    <message>
      <source>Dub with this reference</source>
      <translation>Mit dieser Referenz vertonen</translation>
    </message>
    <message>
      <source>Compare (B)</source>
      <translation>Vergleichen (B)</translation>
    </message>
    <message>
      <source>Remove from favourites</source>
      <translation>Aus den Favoriten entfernen</translation>
    </message>
    <message>
      <source>Add to favourites</source>
      <translation>Zu den Favoriten hinzufügen</translation>
    </message>
    <message>
      <source>Rename…</source>
      <translation>Umbenennen …</translation>
    </message>
    <message>
      <source>Tags…</source>
      <translation>Schlagwörter …</translation>
    </message>
    <message>
      <source>Remove from library</source>
      <translation>Aus der Bibliothek entfernen</translation>
    </message>
    <message>
      <source>Source of references</source>
      <translation>Herkunft der Referenzen</translation>
    </message>
    <message>
      <source>Library folders</source>
      <translation>Ordner der Bibliothek</translation>
    </message>
    <message>
      <source>Add folder to library…</source>
      <translation>Ordner zur Bibliothek hinzufügen …</translation>
    </message>
    <message>
      <source>Rescan folders</source>
      <translation>Ordner neu einlesen</translation>
    </message>
    <message>
      <source>Remove this folder</source>
      <translation>Diesen Ordner entfernen</translation>
    </message>
    <message>
      <source>Drop sounds here,
press Ctrl+I, or browse
the library above.</source>
      <translation>Klänge hier ablegen,
Strg+I drücken oder oben
in der Bibliothek stöbern.</translation>
    </message>
    <message>
      <source>No favourites yet.
Right-click a reference
to add it.</source>
      <translation>Noch keine Favoriten.
Eine Referenz rechts anklicken,
um sie hinzuzufügen.</translation>
    </message>
    <message>
      <source>Looking for sounds…</source>
      <translation>Klänge werden gesucht …</translation>
    </message>
    <message>
      <source>Add folder to library</source>
      <translation>Ordner zur Bibliothek hinzufügen</translation>
    </message>
    <message>
      <source>This project</source>
      <translation>Dieses Projekt</translation>
    </message>
    <message>
      <source>Library ({n})</source>
      <translation>Bibliothek ({n})</translation>
    </message>
    <message>
      <source>Library</source>
      <translation>Bibliothek</translation>
    </message>
    <message>
      <source>Favourites</source>
      <translation>Favoriten</translation>
    </message>
    <message>
      <source>Duplicates ({n})</source>
      <translation>Doppelte ({n})</translation>
    </message>
    <message>
      <source>Samples</source>
      <translation>Beispiele</translation>
    </message>
    <message>
      <source>Leave out hits of {name}</source>
      <translation>Anschläge von {name} auslassen</translation>
    </message>
    <message>
      <source>Search names and tags…</source>
      <translation>Name, Schlagwort …</translation>
    </message>
    <message>
      <source>Search references</source>
      <translation>Referenzen suchen</translation>
    </message>
    <message>
      <source>Hits…</source>
      <translation>Anschläge …</translation>
    </message>
    <message>
      <source>Hear the hits that were found, and leave some out</source>
      <translation>Die gefundenen Anschläge anhören und einige auslassen</translation>
    </message>
    <message>
      <source>Drop to create
a reference</source>
      <translation>Hier ablegen, um eine
Referenz zu erstellen</translation>
    </message>
    <message>
      <source>No matches.</source>
      <translation>Keine Treffer.</translation>
    </message>
    <message>
      <source>Select a reference</source>
      <translation>Eine Referenz auswählen</translation>
    </message>
    <message>
      <source>{name} cannot be read</source>
      <translation>{name} kann nicht gelesen werden</translation>
    </message>
    <message>
      <source>Loading…</source>
      <translation>Wird geladen…</translation>
    </message>
    <message>
      <source>{start} to {end} s · {length}</source>
      <translation>{start} bis {end} s · {length}</translation>
    </message>
    <message>
      <source>Set region of {name}</source>
      <translation>Ausschnitt von {name} setzen</translation>
    </message>
    <message>
      <source>Region of the reference</source>
      <translation>Ausschnitt der Referenz</translation>
    </message>
    <message>
      <source>Map of timbres</source>
      <translation>Karte der Klangfarben</translation>
    </message>
    <message>
      <source>{name}; most like it: {others}</source>
      <translation>{name}; am ähnlichsten: {others}</translation>
    </message>
    <message>
      <source>{text}; the library holds it twice</source>
      <translation>{text}; in der Bibliothek doppelt</translation>
    </message>
    <message>
      <source>Not dubbed, as finding events failed.</source>
      <translation>Nicht vertont, da die Suche nach Ereignissen fehlgeschlagen ist.</translation>
    </message>
    <message>
      <source>Not dubbed, as finding events was cancelled.</source>
      <translation>Nicht vertont, da die Suche nach Ereignissen abgebrochen wurde.</translation>
    </message>
    <message>
      <source>Dubs when the events are found</source>
      <translation>Vertont, sobald die Ereignisse gefunden sind</translation>
    </message>
    <message>
      <source>Not dubbed, as another track was chosen meanwhile.</source>
      <translation>Nicht vertont, da inzwischen eine andere Spur gewählt wurde.</translation>
    </message>
    <message>
      <source>Not dubbed, as no events were found.</source>
      <translation>Nicht vertont, da keine Ereignisse gefunden wurden.</translation>
    </message>
    <message>
      <source>Open a clip first.</source>
      <translation>Zuerst einen Clip öffnen.</translation>
    </message>
    <message>
      <source>Choose a reference first: drop a sound or press Ctrl+I.</source>
      <translation>Zuerst eine Referenz wählen: einen Klang ablegen oder Strg+I drücken.</translation>
    </message>
    <message>
      <source>Next seed</source>
      <translation>Nächster Seed</translation>
    </message>
    <message>
      <source>This take is being made</source>
      <translation>Dieser Take wird gerade erzeugt</translation>
    </message>
    <message>
      <source>Nothing has changed since take {number} was made.</source>
      <translation>Seit Take {number} hat sich nichts geändert.</translation>
    </message>
    <message>
      <source>Take {again} is bit-identical to take {first}</source>
      <translation>Take {again} ist bitgleich mit Take {first}</translation>
    </message>
    <message>
      <source>Take {again} differs from take {first}</source>
      <translation>Take {again} unterscheidet sich von Take {first}</translation>
    </message>
    <message>
      <source>Draft of {name}</source>
      <translation>Entwurf von {name}</translation>
    </message>
    <message>
      <source>Dubbing with {name}</source>
      <translation>Vertonen mit {name}</translation>
    </message>
    <message>
      <source>Take {number} is ready</source>
      <translation>Take {number} ist fertig</translation>
    </message>
    <message>
      <source>No audible events to dub. Double-click the event lane to add one.</source>
      <translation>Es gibt keine hörbaren Ereignisse zum Vertonen. Ein Doppelklick auf die Ereigniszeile fügt eines hinzu.</translation>
    </message>
    <message>
      <source>How much repeated hits differ in pitch, length, level and brightness.
0 % plays them as they were recorded.</source>
      <translation>Wie sehr sich wiederholte Anschläge in Tonhöhe, Länge, Pegel und Helligkeit unterscheiden.
0 % spielt sie, wie sie aufgenommen wurden.</translation>
    </message>
    <message>
      <source>Turns the model's spectrogram into sound. Drafts use Griffin-Lim.</source>
      <translation>Macht aus dem Spektrogramm des Modells Ton. Entwürfe nutzen Griffin-Lim.</translation>
    </message>
    <message>
      <source>Events: it sounds at the events on the timeline.
Model only: the model decides from the picture, as in the paper.</source>
      <translation>Ereignisse: Es klingt an den Ereignissen der Zeitleiste.
Nur Modell: Das Modell entscheidet nach dem Bild, wie im Paper.</translation>
    </message>
    <message>
      <source>Engine and model</source>
      <translation>Engine und Modell</translation>
    </message>
    <message>
      <source>Automatic: grains, whose dubs sound most like their reference;
the neural model if a blend, ambience or vocoder is chosen.
By class: the model that was trained on what the reference's tags name.</source>
      <translation>Automatisch: grains, dessen Vertonungen am meisten nach ihrer Referenz klingen;
das neuronale Modell, wenn Überblendung, Ambiente oder ein Vocoder gewählt ist.
Nach Klasse: das Modell, das mit dem trainiert wurde, was die Schlagwörter der Referenz nennen.</translation>
    </message>
    <message>
      <source>Vocoder</source>
      <translation>Vocoder</translation>
    </message>
    <message>
      <source>Timing</source>
      <translation>Timing</translation>
    </message>
    <message>
      <source>Model only</source>
      <translation>Nur Modell</translation>
    </message>
    <message>
      <source>Each seed gives a different take of the same recipe.</source>
      <translation>Jeder Seed ergibt einen anderen Take desselben Rezepts.</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Seed</translation>
    </message>
    <message>
      <source>Random seed</source>
      <translation>Zufälliger Seed</translation>
    </message>
    <message>
      <source>Number of takes per dub, with consecutive seeds.</source>
      <translation>Anzahl der Takes je Vertonung, mit aufeinanderfolgenden Seeds.</translation>
    </message>
    <message>
      <source>Variations</source>
      <translation>Varianten</translation>
    </message>
    <message>
      <source>Vary hits</source>
      <translation>Streuung</translation>
    </message>
    <message>
      <source>Gain</source>
      <translation>Verstärkung</translation>
    </message>
    <message>
      <source>Applied after loudness normalisation.</source>
      <translation>Wird nach dem Angleichen der Lautheit angewandt.</translation>
    </message>
    <message>
      <source>Integrated loudness of the exported take.</source>
      <translation>Integrierte Lautheit des exportierten Takes.</translation>
    </message>
    <message>
      <source>Blend</source>
      <translation>Überblendung</translation>
    </message>
    <message>
      <source>No second timbre</source>
      <translation>Ohne zweite</translation>
    </message>
    <message>
      <source>Blends in a second timbre.</source>
      <translation>Blendet eine zweite Klangfarbe ein.</translation>
    </message>
    <message>
      <source>Ambience</source>
      <translation>Ambiente</translation>
    </message>
    <message>
      <source>Clip sound</source>
      <translation>Ton des Clips</translation>
    </message>
    <message>
      <source>Level of the background mixed under the take.</source>
      <translation>Pegel des Hintergrunds unter dem Take.</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>Referenz</translation>
    </message>
    <message>
      <source>Only for neural models; not supported by the grains engine.</source>
      <translation>Nur für neuronale Modelle; die Engine grains unterstützt es nicht.</translation>
    </message>
    <message>
      <source>Only for the grains engine.</source>
      <translation>Nur für die Engine grains.</translation>
    </message>
    <message>
      <source>Automatic</source>
      <translation>Automatisch</translation>
    </message>
    <message>
      <source>Neural: {name}</source>
      <translation>Neuronal: {name}</translation>
    </message>
    <message>
      <source>Neural: by class</source>
      <translation>Neuronal: nach Klasse</translation>
    </message>
    <message>
      <source>Grains (no model)</source>
      <translation>Grains (ohne Modell)</translation>
    </message>
    <message>
      <source>Best available</source>
      <translation>Bestes verfügbares</translation>
    </message>
    <message>
      <source>{name}, unrefined</source>
      <translation>{name}, unverfeinert</translation>
    </message>
    <message>
      <source>Griffin-Lim (no file)</source>
      <translation>Griffin-Lim (ohne Datei)</translation>
    </message>
    <message>
      <source>{name}, amount</source>
      <translation>{name}, Anteil</translation>
    </message>
    <message>
      <source>Damaged clip</source>
      <translation>Beschädigter Clip</translation>
    </message>
    <message>
      <source>Damaged track</source>
      <translation>Beschädigte Spur</translation>
    </message>
    <message>
      <source>Damaged reference</source>
      <translation>Beschädigte Referenz</translation>
    </message>
    <message>
      <source>Damaged take</source>
      <translation>Beschädigter Take</translation>
    </message>
    <message>
      <source>Damaged event</source>
      <translation>Beschädigtes Ereignis</translation>
    </message>
    <message>
      <source>Damaged marker</source>
      <translation>Beschädigter Marker</translation>
    </message>
    <message>
      <source>Damaged setting</source>
      <translation>Beschädigte Einstellung</translation>
    </message>
    <message>
      <source>{heard}/{count} events</source>
      <translation>{heard}/{count} Ereignisse</translation>
    </message>
    <message>
      <source>Silent, without events</source>
      <translation>Stumm, ohne Ereignisse</translation>
    </message>
    <message>
      <source>seed {seed}</source>
      <translation>Seed {seed}</translation>
    </message>
    <message>
      <source>draft</source>
      <translation>Entwurf</translation>
    </message>
    <message>
      <source>edited</source>
      <translation>bearbeitet</translation>
    </message>
    <message>
      <source>{events} heard</source>
      <translation>{events} hörbar</translation>
    </message>
    <message>
      <source>Vocoder: {name}</source>
      <translation>Vocoder: {name}</translation>
    </message>
    <message>
      <source>Loudness: {loudness} LUFS</source>
      <translation>Lautheit: {loudness} LUFS</translation>
    </message>
    <message>
      <source>Made: {time}</source>
      <translation>Erstellt: {time}</translation>
    </message>
    <message>
      <source>Too close to the event before to be told apart: {times}</source>
      <translation>Dem Ereignis davor zu nah, um es zu unterscheiden: {times}</translation>
    </message>
    <message>
      <source>{problem}. It stays in the project file as it is.</source>
      <translation>{problem}. Er bleibt unverändert in der Projektdatei.</translation>
    </message>
    <message>
      <source>Takes</source>
      <translation>Takes</translation>
    </message>
    <message>
      <source>No takes yet.
Choose a reference and
press DUB (Ctrl+Enter).</source>
      <translation>Noch keine Takes.
Eine Referenz wählen und
VERTONEN (Strg+Enter) drücken.</translation>
    </message>
    <message>
      <source>Take {number}: {title}, starred. {events}</source>
      <translation>Take {number}: {title}, mit Stern. {events}</translation>
    </message>
    <message>
      <source>Take {number}: {title}. {events}</source>
      <translation>Take {number}: {title}. {events}</translation>
    </message>
    <message>
      <source>Unstar take {number}</source>
      <translation>Stern von Take {number} entfernen</translation>
    </message>
    <message>
      <source>Star take {number}</source>
      <translation>Take {number} mit Stern versehen</translation>
    </message>
    <message>
      <source>Delete take {number}</source>
      <translation>Take {number} löschen</translation>
    </message>
    <message>
      <source>Rename take {number}</source>
      <translation>Take {number} umbenennen</translation>
    </message>
    <message>
      <source>Copy what the file says</source>
      <translation>Kopieren, was in der Datei steht</translation>
    </message>
    <message>
      <source>Listen (A)</source>
      <translation>Anhören (A)</translation>
    </message>
    <message>
      <source>More like this</source>
      <translation>Mehr davon</translation>
    </message>
    <message>
      <source>Reproduce</source>
      <translation>Nachbilden</translation>
    </message>
    <message>
      <source>Use these settings</source>
      <translation>Diese Einstellungen verwenden</translation>
    </message>
    <message>
      <source>Unstar</source>
      <translation>Stern entfernen</translation>
    </message>
    <message>
      <source>Star</source>
      <translation>Mit Stern versehen</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Löschen</translation>
    </message>
    <message>
      <source>Click to listen (A), right-click to compare (B)</source>
      <translation>Klicken zum Anhören (A), Rechtsklick zum Vergleichen (B)</translation>
    </message>
    <message>
      <source>waiting…</source>
      <translation>wartet …</translation>
    </message>
    <message>
      <source>ready</source>
      <translation>fertig</translation>
    </message>
    <message>
      <source>Close (the takes stay in the list)</source>
      <translation>Schließen (die Takes bleiben in der Liste)</translation>
    </message>
    <message>
      <source>Looking for cuts in {name}…</source>
      <translation>Schnitte in {name} werden gesucht …</translation>
    </message>
    <message>
      <source>Cut</source>
      <translation>Schnitt</translation>
    </message>
    <message>
      <source>Mark cuts</source>
      <translation>Schnitte markieren</translation>
    </message>
    <message numerus="yes">
      <source>{n} cuts found.</source>
      <translation>
        <numerusform>{n} Schnitt gefunden.</numerusform>
        <numerusform>{n} Schnitte gefunden.</numerusform>
      </translation>
    </message>
    <message>
      <source>No cuts found.</source>
      <translation>Keine Schnitte gefunden.</translation>
    </message>
    <message>
      <source>Paste events</source>
      <translation>Ereignisse einfügen</translation>
    </message>
    <message>
      <source>Delete events</source>
      <translation>Ereignisse löschen</translation>
    </message>
    <message>
      <source>Add event</source>
      <translation>Ereignis hinzufügen</translation>
    </message>
    <message>
      <source>Accept events</source>
      <translation>Ereignisse übernehmen</translation>
    </message>
    <message>
      <source>Change length of events</source>
      <translation>Länge der Ereignisse ändern</translation>
    </message>
    <message>
      <source>Nudge events</source>
      <translation>Ereignisse schieben</translation>
    </message>
    <message>
      <source>Quantise events</source>
      <translation>Ereignisse ausrichten</translation>
    </message>
    <message>
      <source>Shift all events</source>
      <translation>Alle Ereignisse verschieben</translation>
    </message>
    <message>
      <source>Milliseconds (negative for earlier):</source>
      <translation>Millisekunden (negativ für früher):</translation>
    </message>
    <message>
      <source>Import events</source>
      <translation>Ereignisse importieren</translation>
    </message>
    <message>
      <source>CSV (*.csv)</source>
      <translation>CSV (*.csv)</translation>
    </message>
    <message>
      <source>Import another…</source>
      <translation>Andere importieren …</translation>
    </message>
    <message>
      <source>Export events</source>
      <translation>Ereignisse exportieren</translation>
    </message>
    <message>
      <source>Add event here</source>
      <translation>Hier Ereignis hinzufügen</translation>
    </message>
    <message>
      <source>in the picture</source>
      <translation>im Bild</translation>
    </message>
    <message>
      <source>in the sound</source>
      <translation>im Ton</translation>
    </message>
    <message>
      <source>with the model</source>
      <translation>mit dem Modell</translation>
    </message>
    <message>
      <source>Finding events in {name}</source>
      <translation>Ereignisse in {name} finden</translation>
    </message>
    <message>
      <source>Double-click to add an event, or find events with the Events menu.</source>
      <translation>Doppelklicken, um ein Ereignis hinzuzufügen, oder Ereignisse über das Menü „Ereignisse“ finden.</translation>
    </message>
    <message>
      <source>No events found {where}. Double-click to add one.</source>
      <translation>Keine Ereignisse {where} gefunden. Doppelklicken fügt eines hinzu.</translation>
    </message>
    <message>
      <source>Finding events failed. Try again from the Events menu.</source>
      <translation>Die Suche nach Ereignissen ist fehlgeschlagen. Über das Menü „Ereignisse“ erneut versuchen.</translation>
    </message>
    <message>
      <source>Finding events was cancelled. Try again from the Events menu.</source>
      <translation>Die Suche nach Ereignissen wurde abgebrochen. Über das Menü „Ereignisse“ erneut versuchen.</translation>
    </message>
    <message>
      <source>Finding events {where}…  {percent} %</source>
      <translation>Ereignisse {where} finden …  {percent} %</translation>
    </message>
    <message>
      <source>Finding events {where} once the engine is free…</source>
      <translation>Ereignisse {where} finden, sobald die Engine frei ist …</translation>
    </message>
    <message>
      <source>Finding events {where} once the engine has started…</source>
      <translation>Ereignisse {where} finden, sobald die Engine gestartet ist …</translation>
    </message>
    <message>
      <source>in the picture or in the sound</source>
      <translation>im Bild oder im Ton</translation>
    </message>
    <message>
      <source>Find events {where}</source>
      <translation>Ereignisse {where} finden</translation>
    </message>
    <message numerus="yes">
      <source>{n} events found {where}</source>
      <translation>
        <numerusform>{n} Ereignis {where} gefunden</numerusform>
        <numerusform>{n} Ereignisse {where} gefunden</numerusform>
      </translation>
    </message>
    <message>
      <source>No events found {where} of {name}. Raise the sensitivity to see what is uncertain.</source>
      <translation>Keine Ereignisse {where} von {name} gefunden. Die Empfindlichkeit erhöhen, um Unsicheres zu sehen.</translation>
    </message>
    <message>
      <source>No events found {where} of {name}. Double-click the event lane to add one.</source>
      <translation>Keine Ereignisse {where} von {name} gefunden. Ein Doppelklick auf die Ereigniszeile fügt eines hinzu.</translation>
    </message>
    <message>
      <source>Height of {lane}</source>
      <translation>Höhe von {lane}</translation>
    </message>
    <message>
      <source>Drag to resize, double-click for the usual height</source>
      <translation>Ziehen ändert die Höhe, Doppelklick stellt die übliche wieder her</translation>
    </message>
    <message>
      <source>Add gain point</source>
      <translation>Pegelpunkt hinzufügen</translation>
    </message>
    <message>
      <source>Change gain point</source>
      <translation>Pegelpunkt ändern</translation>
    </message>
    <message>
      <source>Delete gain point</source>
      <translation>Pegelpunkt löschen</translation>
    </message>
    <message>
      <source>Gain point {place} of {count}, {time}, {gain} dB</source>
      <translation>Pegelpunkt {place} von {count}, {time}, {gain} dB</translation>
    </message>
    <message numerus="yes">
      <source>Move {n} events to another track</source>
      <translation>
        <numerusform>Ereignis auf eine andere Spur verschieben</numerusform>
        <numerusform>{n} Ereignisse auf eine andere Spur verschieben</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Move {n} events</source>
      <translation>
        <numerusform>Ereignis verschieben</numerusform>
        <numerusform>{n} Ereignisse verschieben</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Change strength of {n} events</source>
      <translation>
        <numerusform>Stärke des Ereignisses ändern</numerusform>
        <numerusform>Stärke von {n} Ereignissen ändern</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Change length of {n} events</source>
      <translation>
        <numerusform>Länge des Ereignisses ändern</numerusform>
        <numerusform>Länge von {n} Ereignissen ändern</numerusform>
      </translation>
    </message>
    <message>
      <source>Filmstrip</source>
      <translation>Filmstreifen</translation>
    </message>
    <message>
      <source>Recording</source>
      <translation>Aufnahme</translation>
    </message>
    <message>
      <source>The recording is being read</source>
      <translation>Die Aufnahme wird gelesen</translation>
    </message>
    <message>
      <source>The recording that these events were heard in</source>
      <translation>Die Aufnahme, in der diese Ereignisse gehört wurden</translation>
    </message>
    <message>
      <source>Play the recording</source>
      <translation>Die Aufnahme abspielen</translation>
    </message>
    <message>
      <source>Remove the recording</source>
      <translation>Die Aufnahme entfernen</translation>
    </message>
    <message>
      <source>Mute the recording</source>
      <translation>Die Aufnahme stumm schalten</translation>
    </message>
    <message>
      <source>Set range</source>
      <translation>Bereich setzen</translation>
    </message>
    <message>
      <source>-80 to +20 dB</source>
      <translation>-80 bis +20 dB</translation>
    </message>
    <message>
      <source>-60 to 0 dB</source>
      <translation>-60 bis 0 dB</translation>
    </message>
    <message>
      <source>-40 to 0 dB</source>
      <translation>-40 bis 0 dB</translation>
    </message>
    <message>
      <source>Colours: magma</source>
      <translation>Farben: Magma</translation>
    </message>
    <message>
      <source>Colours: viridis</source>
      <translation>Farben: Viridis</translation>
    </message>
    <message>
      <source>Colours: grey</source>
      <translation>Farben: Grau</translation>
    </message>
    <message>
      <source>Mel-spectrogram</source>
      <translation>Mel-Spektrogramm</translation>
    </message>
    <message>
      <source>The spectrogram of your dub will appear here</source>
      <translation>Das Spektrogramm der Vertonung erscheint hier</translation>
    </message>
    <message>
      <source>♪ Drag to references</source>
      <translation>♪ Zu den Referenzen ziehen</translation>
    </message>
    <message>
      <source>This clip has no audio</source>
      <translation>Dieser Clip hat keinen Ton</translation>
    </message>
    <message>
      <source>Shift+drag to set the range</source>
      <translation>Umschalt+Ziehen setzt den Bereich</translation>
    </message>
    <message>
      <source>Ruler</source>
      <translation>Zeitlineal</translation>
    </message>
    <message>
      <source>Move marker</source>
      <translation>Marke verschieben</translation>
    </message>
    <message>
      <source>Take</source>
      <translation>Take</translation>
    </message>
    <message>
      <source>Your dub will appear here</source>
      <translation>Die Vertonung erscheint hier</translation>
    </message>
    <message>
      <source>Double-click to add a gain point. Drag the corners to fade. With the keys: Enter, arrows and Delete.</source>
      <translation>Doppelklick setzt einen Pegelpunkt. Die Ecken ziehen, um zu blenden. Mit Tasten: Enter, Pfeile und Entf.</translation>
    </message>
    <message>
      <source>Add gain point here</source>
      <translation>Hier Pegelpunkt hinzufügen</translation>
    </message>
    <message>
      <source>Remove envelope and fades</source>
      <translation>Hüllkurve und Blenden entfernen</translation>
    </message>
    <message>
      <source>Marker {number}</source>
      <translation>Marke {number}</translation>
    </message>
    <message>
      <source>Marker at {time}</source>
      <translation>Marke bei {time}</translation>
    </message>
    <message>
      <source>Name (leave empty to delete the marker):</source>
      <translation>Name (leer lassen, um die Marke zu löschen):</translation>
    </message>
    <message>
      <source>Rename marker</source>
      <translation>Marke umbenennen</translation>
    </message>
    <message>
      <source>Delete marker</source>
      <translation>Marke löschen</translation>
    </message>
    <message>
      <source>Rename marker…</source>
      <translation>Marke umbenennen …</translation>
    </message>
    <message>
      <source>Add marker here</source>
      <translation>Hier Marke setzen</translation>
    </message>
    <message>
      <source>Set in point here</source>
      <translation>Hier In-Punkt setzen</translation>
    </message>
    <message>
      <source>Set out point here</source>
      <translation>Hier Out-Punkt setzen</translation>
    </message>
    <message>
      <source>Finding the rest in {name}</source>
      <translation>Die übrigen in {name} finden</translation>
    </message>
    <message>
      <source>Your events reach the end of the clip, so there is no rest to search. Select three or more at its beginning to learn from, or delete the later ones.</source>
      <translation>Die Ereignisse reichen bis zum Ende des Clips, es bleibt also nichts zu durchsuchen. Am Anfang drei oder mehr auswählen, aus denen gelernt wird, oder die späteren löschen.</translation>
    </message>
    <message>
      <source>Nothing like these events was found in the rest of {name}.</source>
      <translation>Im Rest von {name} wurde nichts gefunden, was diesen Ereignissen gleicht.</translation>
    </message>
    <message>
      <source>Find the rest</source>
      <translation>Die übrigen finden</translation>
    </message>
    <message>
      <source>{found} more found like the {given} given. Accept them with A, or correct them and search again.</source>
      <translation>{found} weitere gefunden wie die {given} gegebenen. Mit A übernehmen oder berichtigen und erneut suchen.</translation>
    </message>
    <message>
      <source>Counting events of {name}</source>
      <translation>Ereignisse von {name} zählen</translation>
    </message>
    <message>
      <source>{count}, {agree} as in the sound</source>
      <translation>{count}, {agree} davon wie im Ton</translation>
    </message>
    <message numerus="yes">
      <source>{n} events selected</source>
      <translation>
        <numerusform>{n} Ereignis ausgewählt</numerusform>
        <numerusform>{n} Ereignisse ausgewählt</numerusform>
      </translation>
    </message>
    <message>
      <source>lasts {seconds} s</source>
      <translation>dauert {seconds} s</translation>
    </message>
    <message>
      <source>muted</source>
      <translation>stumm</translation>
    </message>
    <message>
      <source>Timeline</source>
      <translation>Zeitleiste</translation>
    </message>
    <message>
      <source>Video</source>
      <translation>Video</translation>
    </message>
    <message>
      <source>Mel</source>
      <translation>Mel</translation>
    </message>
    <message>
      <source>Tracks scroll bar</source>
      <translation>Bildlaufleiste der Spuren</translation>
    </message>
    <message>
      <source>Timeline scroll bar</source>
      <translation>Bildlaufleiste der Zeitleiste</translation>
    </message>
    <message>
      <source>Cursor position</source>
      <translation>Mauszeigerposition</translation>
    </message>
    <message>
      <source>Volume of the original in the mix</source>
      <translation>Lautstärke des Originals im Mix</translation>
    </message>
    <message>
      <source>Original volume</source>
      <translation>Lautstärke des Originals</translation>
    </message>
    <message>
      <source>Events of {track}</source>
      <translation>Ereignisse von {track}</translation>
    </message>
    <message>
      <source>Take of {track}</source>
      <translation>Take von {track}</translation>
    </message>
    <message>
      <source>Collapse the track</source>
      <translation>Spur einklappen</translation>
    </message>
    <message>
      <source>Mute the track</source>
      <translation>Spur stumm schalten</translation>
    </message>
    <message>
      <source>S</source>
      <translation>S</translation>
    </message>
    <message>
      <source>Solo the track</source>
      <translation>Spur solo hören</translation>
    </message>
    <message>
      <source>Arm: perform on this track</source>
      <translation>Scharf schalten: auf dieser Spur einspielen</translation>
    </message>
    <message>
      <source>Mute track</source>
      <translation>Spur stumm schalten</translation>
    </message>
    <message>
      <source>Solo track</source>
      <translation>Spur solo</translation>
    </message>
    <message>
      <source>Change gain</source>
      <translation>Verstärkung ändern</translation>
    </message>
    <message>
      <source>Change pan</source>
      <translation>Panorama ändern</translation>
    </message>
    <message>
      <source>{track}, not heard</source>
      <translation>{track}, nicht zu hören</translation>
    </message>
    <message>
      <source>Expand track</source>
      <translation>Spur ausklappen</translation>
    </message>
    <message>
      <source>Collapse track</source>
      <translation>Spur einklappen</translation>
    </message>
    <message>
      <source>No reference</source>
      <translation>Keine Referenz</translation>
    </message>
    <message>
      <source>Not dubbed yet</source>
      <translation>Noch nicht vertont</translation>
    </message>
    <message>
      <source>{name}. Double-click to reset.</source>
      <translation>{name}. Doppelklicken setzt zurück.</translation>
    </message>
    <message>
      <source>Gain in the mix</source>
      <translation>Verstärkung im Mix</translation>
    </message>
    <message>
      <source>off</source>
      <translation>aus</translation>
    </message>
    <message>
      <source>Pan</source>
      <translation>Panorama</translation>
    </message>
    <message>
      <source>C</source>
      <translation>Mitte</translation>
    </message>
    <message>
      <source>L {percent}</source>
      <translation>L {percent}</translation>
    </message>
    <message>
      <source>R {percent}</source>
      <translation>R {percent}</translation>
    </message>
    <message>
      <source>Picture and model</source>
      <translation>Bild und Modell</translation>
    </message>
    <message>
      <source>Picture only</source>
      <translation>Nur Bild</translation>
    </message>
    <message>
      <source>Sound of the clip</source>
      <translation>Ton des Clips</translation>
    </message>
    <message>
      <source>Like the given events</source>
      <translation>Wie die gegebenen Ereignisse</translation>
    </message>
    <message>
      <source>Sensitivity</source>
      <translation>Empfindlichkeit</translation>
    </message>
    <message>
      <source>Sensitivity: {percent} %. Double-click to reset.</source>
      <translation>Empfindlichkeit: {percent} %. Doppelklicken setzt zurück.</translation>
    </message>
    <message>
      <source>Sensitivity: {percent} %</source>
      <translation>Empfindlichkeit: {percent} %</translation>
    </message>
    <message>
      <source>Set by hand</source>
      <translation>Von Hand gesetzt</translation>
    </message>
    <message>
      <source>Where the events come from: {source}</source>
      <translation>Woher die Ereignisse kommen: {source}</translation>
    </message>
    <message>
      <source>The clip has no sound</source>
      <translation>Der Clip hat keinen Ton</translation>
    </message>
    <message>
      <source>Change sensitivity</source>
      <translation>Empfindlichkeit ändern</translation>
    </message>
    <message>
      <source>Put events on a new track</source>
      <translation>Ereignisse auf eine neue Spur legen</translation>
    </message>
    <message>
      <source>Rename track</source>
      <translation>Spur umbenennen</translation>
    </message>
    <message>
      <source>Move track</source>
      <translation>Spur verschieben</translation>
    </message>
    <message>
      <source>This take cannot be read</source>
      <translation>Dieser Take kann nicht gelesen werden</translation>
    </message>
    <message numerus="yes">
      <source>Drop to try on {n} references on {track}</source>
      <translation>
        <numerusform>Ablegen, um auf {track} mit {name} zu vertonen</numerusform>
        <numerusform>Ablegen, um auf {track} {n} Referenzen anzuprobieren</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Drop to try on {n} references</source>
      <translation>
        <numerusform>Ablegen, um mit {name} zu vertonen</numerusform>
        <numerusform>Ablegen, um {n} Referenzen anzuprobieren</numerusform>
      </translation>
    </message>
    <message>
      <source>Next take</source>
      <translation>Nächster Take</translation>
    </message>
    <message>
      <source>Performance</source>
      <translation>Einspielung</translation>
    </message>
    <message>
      <source>Use {name}</source>
      <translation>{name} verwenden</translation>
    </message>
    <message>
      <source>This clip cannot be opened</source>
      <translation>Dieser Clip kann nicht geöffnet werden</translation>
    </message>
    <message>
      <source>Find…</source>
      <translation>Suchen …</translation>
    </message>
    <message>
      <source>Use settings of take</source>
      <translation>Einstellungen des Takes verwenden</translation>
    </message>
    <message>
      <source>Open project, videos or sounds</source>
      <translation>Projekt, Videos oder Klänge öffnen</translation>
    </message>
    <message>
      <source>project</source>
      <translation>Projekt</translation>
    </message>
    <message>
      <source>Save project</source>
      <translation>Projekt speichern</translation>
    </message>
    <message>
      <source>{name} exists.</source>
      <translation>{name} gibt es schon.</translation>
    </message>
    <message>
      <source>Replace the project?</source>
      <translation>Projekt ersetzen?</translation>
    </message>
    <message>
      <source>{message} Its changes and yours would overwrite each other.</source>
      <translation>{message} Dessen Änderungen und Ihre würden einander überschreiben.</translation>
    </message>
    <message>
      <source>Open read-only</source>
      <translation>Schreibgeschützt öffnen</translation>
    </message>
    <message>
      <source>Take over</source>
      <translation>Übernehmen</translation>
    </message>
    <message>
      <source>Open the project?</source>
      <translation>Projekt öffnen?</translation>
    </message>
    <message>
      <source>Add reference folder</source>
      <translation>Referenzordner hinzufügen</translation>
    </message>
    <message>
      <source>The project has unsaved changes.</source>
      <translation>Das Projekt hat ungespeicherte Änderungen.</translation>
    </message>
    <message>
      <source>Save changes?</source>
      <translation>Änderungen speichern?</translation>
    </message>
    <message>
      <source>Drop to open {name}</source>
      <translation>Ablegen, um {name} zu öffnen</translation>
    </message>
    <message numerus="yes">
      <source>Drop to open {n} files</source>
      <translation>
        <numerusform>Ablegen, um {n} Datei zu öffnen</numerusform>
        <numerusform>Ablegen, um {n} Dateien zu öffnen</numerusform>
      </translation>
    </message>
    <message>
      <source>Drop to add the sounds of {name}</source>
      <translation>Loslassen, um die Klänge von {name} hinzuzufügen</translation>
    </message>
    <message>
      <source>Drop to add {name} as a reference</source>
      <translation>Ablegen, um {name} als Referenz hinzuzufügen</translation>
    </message>
    <message numerus="yes">
      <source>Drop to add {n} references</source>
      <translation>
        <numerusform>Ablegen, um {n} Referenz hinzuzufügen</numerusform>
        <numerusform>Ablegen, um {n} Referenzen hinzuzufügen</numerusform>
      </translation>
    </message>
    <message>
      <source>Videos, sounds and projects ({kinds})</source>
      <translation>Videos, Klänge und Projekte ({kinds})</translation>
    </message>
    <message>
      <source>Videos ({kinds})</source>
      <translation>Videos ({kinds})</translation>
    </message>
    <message>
      <source>Sounds ({kinds})</source>
      <translation>Klänge ({kinds})</translation>
    </message>
    <message>
      <source>Projects ({kinds})</source>
      <translation>Projekte ({kinds})</translation>
    </message>
    <message>
      <source>queued</source>
      <translation>eingereiht</translation>
    </message>
    <message>
      <source>It exited with code {code}.</source>
      <translation>Ihr Rückgabewert war {code}.</translation>
    </message>
    <message>
      <source>The engine stopped while working on “{title}”.</source>
      <translation>Die Engine hat bei der Arbeit an „{title}“ angehalten.</translation>
    </message>
    <message>
      <source>Nothing is lost; try again.</source>
      <translation>Nichts ist verloren; bitte erneut versuchen.</translation>
    </message>
    <message>
      <source>analysing the picture</source>
      <translation>Bild wird analysiert</translation>
    </message>
    <message>
      <source>finding events</source>
      <translation>Ereignisse werden gesucht</translation>
    </message>
    <message>
      <source>loading the model</source>
      <translation>Modell wird geladen</translation>
    </message>
    <message>
      <source>analysing the reference</source>
      <translation>Referenz wird analysiert</translation>
    </message>
    <message>
      <source>generating the sound</source>
      <translation>Ton wird erzeugt</translation>
    </message>
    <message>
      <source>measuring</source>
      <translation>wird gemessen</translation>
    </message>
    <message>
      <source>setting the level</source>
      <translation>Pegel wird angepasst</translation>
    </message>
    <message>
      <source>writing the file</source>
      <translation>Datei wird geschrieben</translation>
    </message>
    <message>
      <source>writing the stem</source>
      <translation>Stem wird geschrieben</translation>
    </message>
    <message>
      <source>verifying the picture</source>
      <translation>Bild wird geprüft</translation>
    </message>
    <message>
      <source>done after {seconds} s</source>
      <translation>fertig nach {seconds} s</translation>
    </message>
    <message>
      <source>failed after {seconds} s</source>
      <translation>fehlgeschlagen nach {seconds} s</translation>
    </message>
    <message>
      <source>cancelled after {seconds} s</source>
      <translation>abgebrochen nach {seconds} s</translation>
    </message>
    <message>
      <source>started</source>
      <translation>begonnen</translation>
    </message>
    <message>
      <source>started again</source>
      <translation>neu gestartet</translation>
    </message>
    <message>
      <source>cancelled while it waited</source>
      <translation>im Warten abgebrochen</translation>
    </message>
    <message>
      <source>waiting for a new engine</source>
      <translation>wartet auf eine neue Engine</translation>
    </message>
    <message>
      <source>The command could not be started.</source>
      <translation>Der Befehl konnte nicht gestartet werden.</translation>
    </message>
    <message>
      <source>The command ended unexpectedly; the usual cause is running out of memory.</source>
      <translation>Der Befehl endete unerwartet; meist ist der Speicher ausgegangen.</translation>
    </message>
    <message>
      <source>Close other programs and try again; it continues where it stopped.</source>
      <translation>Andere Programme schließen und erneut versuchen; es geht dort weiter, wo es stehen blieb.</translation>
    </message>
    <message>
      <source>The command ended with an error.</source>
      <translation>Der Befehl endete mit einem Fehler.</translation>
    </message>
    <message>
      <source>It said: {line}</source>
      <translation>Er meldete: {line}</translation>
    </message>
    <message>
      <source>The training run {name} could not be started.</source>
      <translation>Der Trainingslauf {name} konnte nicht gestartet werden.</translation>
    </message>
    <message>
      <source>Another process may already be training it.</source>
      <translation>Vielleicht trainiert ihn schon ein anderer Prozess.</translation>
    </message>
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
      <source>{minutes} min {seconds} s</source>
      <translation>{minutes} min {seconds} s</translation>
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
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message numerus="yes">
      <source>{n} bytes</source>
      <translation>
        <numerusform>{n} Byte</numerusform>
        <numerusform>{n} Byte</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Remove {n} sounds from library</source>
      <translation>
        <numerusform>{name} aus der Bibliothek entfernen</numerusform>
        <numerusform>{n} Klänge aus der Bibliothek entfernen</numerusform>
      </translation>
    </message>
    <message>
      <source>Add {name} to library</source>
      <translation>{name} zur Bibliothek hinzufügen</translation>
    </message>
    <message>
      <source>Remove {name} from library</source>
      <translation>{name} aus der Bibliothek entfernen</translation>
    </message>
    <message>
      <source>Remove samples from library</source>
      <translation>Beispiele aus der Bibliothek entfernen</translation>
    </message>
    <message>
      <source>The library could not be saved: {reason}.</source>
      <translation>Die Bibliothek konnte nicht gespeichert werden: {reason}.</translation>
    </message>
    <message>
      <source>it is in use</source>
      <translation>sie wird gerade benutzt</translation>
    </message>
    <message>
      <source>Close other windows of the program.</source>
      <translation>Andere Fenster des Programms schließen.</translation>
    </message>
    <message>
      <source>Free disk space.</source>
      <translation>Speicherplatz freigeben.</translation>
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
      <source>Pages (*.html)</source>
      <translation>Seiten (*.html)</translation>
    </message>
    <message>
      <source>Save as web page</source>
      <translation>Als Webseite speichern</translation>
    </message>
    <message>
      <source>Answers (*.json)</source>
      <translation>Antworten (*.json)</translation>
    </message>
    <message>
      <source>Add answers</source>
      <translation>Antworten hinzufügen</translation>
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
      <source>results.csv</source>
      <translation>Ergebnisse.csv</translation>
    </message>
    <message>
      <source>Save all scores</source>
      <translation>Alle Bewertungen speichern</translation>
    </message>
    <message>
      <source>scores.csv</source>
      <translation>Bewertungen.csv</translation>
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
      <source>The paper has 10; half as many again for timbre</source>
      <translation>Im Paper sind es 10; für die Klangfarbe anderthalbmal so viele</translation>
    </message>
    <message>
      <source>Clips of each class</source>
      <translation>Clips je Klasse</translation>
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
      <source>listening-test</source>
      <translation>Hörtest</translation>
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
      <source>Play again  (Space)</source>
      <translation>Noch einmal  (Leertaste)</translation>
    </message>
    <message>
      <source>Reference  (R)</source>
      <translation>Referenz  (R)</translation>
    </message>
    <message>
      <source>Volume (↑, ↓): set it during practice, then leave it</source>
      <translation>Lautstärke (↑, ↓): während der Übung einstellen, dann so lassen</translation>
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
      <source>No audio device</source>
      <translation>Kein Tongerät</translation>
    </message>
    <message>
      <source>Turn up the volume first.</source>
      <translation>Zuerst die Lautstärke erhöhen.</translation>
    </message>
    <message>
      <source>Thank you. All sounds are scored.</source>
      <translation>Vielen Dank. Alle Klänge sind bewertet.</translation>
    </message>
    <message>
      <source>{name} (read-only)</source>
      <translation>{name} (schreibgeschützt)</translation>
    </message>
    <message>
      <source>System default</source>
      <translation>Systemvorgabe</translation>
    </message>
    <message>
      <source>The audio device does not play. Playback is silent.</source>
      <translation>Das Tongerät spielt nicht. Die Wiedergabe ist stumm.</translation>
    </message>
    <message>
      <source>No audio device found. Playback is silent.</source>
      <translation>Kein Tongerät gefunden. Die Wiedergabe ist stumm.</translation>
    </message>
    <message>
      <source>This computer cannot record sound.</source>
      <translation>Dieser Rechner kann keinen Ton aufnehmen.</translation>
    </message>
    <message>
      <source>No microphone could be opened.</source>
      <translation>Es konnte kein Mikrofon geöffnet werden.</translation>
    </message>
    <message>
      <source>Connect one, and allow this program to use it.</source>
      <translation>Eines anschließen und diesem Programm die Benutzung erlauben.</translation>
    </message>
    <message>
      <source>This computer has no MIDI.</source>
      <translation>Dieser Rechner hat kein MIDI.</translation>
    </message>
    <message>
      <source>Play with keys or the microphone instead.</source>
      <translation>Stattdessen mit Tasten oder dem Mikrofon spielen.</translation>
    </message>
    <message>
      <source>No MIDI device is connected. Connect one at any time.</source>
      <translation>Kein MIDI-Gerät angeschlossen. Es kann jederzeit angeschlossen werden.</translation>
    </message>
    <message>
      <source>{name} was disconnected. What was played is kept.</source>
      <translation>{name} wurde getrennt. Was gespielt wurde, bleibt erhalten.</translation>
    </message>
    <message>
      <source>{name} is in use by another program.</source>
      <translation>{name} wird von einem anderen Programm benutzt.</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <source>MIDI</source>
      <translation>MIDI</translation>
    </message>
    <message>
      <source>Microphone</source>
      <translation>Mikrofon</translation>
    </message>
    <message>
      <source>Without an audio device, the clicks would not be heard.</source>
      <translation>Ohne Tongerät wären die Klicks nicht zu hören.</translation>
    </message>
    <message>
      <source>No microphone is connected.</source>
      <translation>Es ist kein Mikrofon angeschlossen.</translation>
    </message>
    <message>
      <source>Only {tapped} of {asked} clicks were tapped.</source>
      <translation>Nur {tapped} von {asked} Klicks wurden getippt.</translation>
    </message>
    <message>
      <source>The taps were too uneven to measure. Try again.</source>
      <translation>Das Tippen war zu ungleichmäßig, um es zu messen. Bitte erneut versuchen.</translation>
    </message>
    <message>
      <source>Taps arrive {late} ms after the clicks, ± {spread} ms.</source>
      <translation>Das Tippen kommt {late} ms nach den Klicks, ± {spread} ms.</translation>
    </message>
    <message>
      <source>Taps arrive {early} ms before the clicks, ± {spread} ms.</source>
      <translation>Das Tippen kommt {early} ms vor den Klicks, ± {spread} ms.</translation>
    </message>
    <message>
      <source>The audio device {name} cannot be opened.</source>
      <translation>Das Tongerät {name} kann nicht geöffnet werden.</translation>
    </message>
    <message>
      <source>System audio</source>
      <translation>Systemton</translation>
    </message>
    <message>
      <source>Qt Multimedia is not installed.</source>
      <translation>Qt Multimedia ist nicht installiert.</translation>
    </message>
    <message>
      <source>Qt finds no audio device.</source>
      <translation>Qt findet kein Tongerät.</translation>
    </message>
    <message>
      <source>The sound of the preview cannot be stored in the cache ({reason}).</source>
      <translation>Der Ton der Vorschau kann nicht zwischengespeichert werden ({reason}).</translation>
    </message>
    <message>
      <source>Free some space on the disk of {folder}, and check that you may write to it.</source>
      <translation>Auf der Festplatte von {folder} Platz schaffen und prüfen, ob dorthin geschrieben werden darf.</translation>
    </message>
    <message>
      <source>The pictures of the preview cannot be stored in the cache ({reason}).</source>
      <translation>Die Bilder der Vorschau können nicht zwischengespeichert werden ({reason}).</translation>
    </message>
    <message>
      <source>This sound is silent.</source>
      <translation>Dieser Klang ist stumm.</translation>
    </message>
    <message>
      <source>This sound is clipped.</source>
      <translation>Dieser Klang ist übersteuert.</translation>
    </message>
    <message>
      <source>Recorded at {rate} kHz; may sound dull.</source>
      <translation>Mit {rate} kHz aufgenommen; klingt vielleicht dumpf.</translation>
    </message>
    <message>
      <source>Longer than a minute. Select the part that sounds best.</source>
      <translation>Länger als eine Minute. Den Teil auswählen, der am besten klingt.</translation>
    </message>
    <message>
      <source>This region is silent.</source>
      <translation>Dieser Ausschnitt ist stumm.</translation>
    </message>
    <message>
      <source>Test</source>
      <translation>Test</translation>
    </message>
    <message>
      <source>A tone on the left, then one on the right</source>
      <translation>Ein Ton links, dann einer rechts</translation>
    </message>
    <message>
      <source>Automatic means the GPU if it works, otherwise the CPU.</source>
      <translation>Automatisch bedeutet die GPU, wenn sie funktioniert, sonst die CPU.</translation>
    </message>
    <message>
      <source>Dubbing</source>
      <translation>Vertonen</translation>
    </message>
    <message>
      <source>Training</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>A change restarts the engine; its jobs go on.</source>
      <translation>Eine Änderung startet die Engine neu; ihre Aufträge gehen weiter.</translation>
    </message>
    <message>
      <source>For a new run, unless its form names another device.</source>
      <translation>Für einen neuen Lauf, wenn sein Formular kein anderes Gerät nennt.</translation>
    </message>
    <message>
      <source>Looking for GPUs…</source>
      <translation>GPUs werden gesucht …</translation>
    </message>
    <message>
      <source>No GPU was found.</source>
      <translation>Keine GPU gefunden.</translation>
    </message>
    <message>
      <source>CPU: {name}</source>
      <translation>CPU: {name}</translation>
    </message>
    <message>
      <source>GPU {n}: {name}</source>
      <translation>GPU {n}: {name}</translation>
    </message>
    <message>
      <source>Preferences</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Sections</source>
      <translation>Abschnitte</translation>
    </message>
    <message>
      <source>General</source>
      <translation>Allgemein</translation>
    </message>
    <message>
      <source>Compute device</source>
      <translation>Rechengerät</translation>
    </message>
    <message>
      <source>Folders</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>Saving</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <source>Audio</source>
      <translation>Ton</translation>
    </message>
    <message>
      <source>Inputs</source>
      <translation>Eingänge</translation>
    </message>
    <message>
      <source>Shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <source>Space</source>
      <translation>Speicherplatz</translation>
    </message>
    <message>
      <source>Reset section</source>
      <translation>Abschnitt zurücksetzen</translation>
    </message>
    <message>
      <source>Projects</source>
      <translation>Projekte</translation>
    </message>
    <message>
      <source>Folder of projects</source>
      <translation>Ordner für Projekte</translation>
    </message>
    <message>
      <source>Exports</source>
      <translation>Exporte</translation>
    </message>
    <message>
      <source>Folder of exports</source>
      <translation>Ordner für Exporte</translation>
    </message>
    <message>
      <source>Until one is chosen, both are offered beside the clip.</source>
      <translation>Solange keiner gewählt ist, werden beide neben dem Clip vorgeschlagen.</translation>
    </message>
    <message>
      <source>Training runs</source>
      <translation>Trainingsläufe</translation>
    </message>
    <message>
      <source>Folder of the runs</source>
      <translation>Ordner der Läufe</translation>
    </message>
    <message>
      <source>The form of a new run offers this folder from the next start on.</source>
      <translation>Das Formular eines neuen Laufs schlägt diesen Ordner ab dem nächsten Start vor.</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <source>Recordings</source>
      <translation>Aufnahmen</translation>
    </message>
    <message>
      <source>Cache</source>
      <translation>Zwischenspeicher</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Logs</source>
      <translation>Protokolle</translation>
    </message>
    <message>
      <source>The variable VARIETYSOUND_HOME moves these.</source>
      <translation>Die Variable VARIETYSOUND_HOME verlegt diese Ordner.</translation>
    </message>
    <message>
      <source>Beside the clip</source>
      <translation>Neben dem Clip</translation>
    </message>
    <message>
      <source>Open: {name}</source>
      <translation>Öffnen: {name}</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Sprache</translation>
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
      <source>When a long task finishes, play a sound and notify the desktop</source>
      <translation>Das Ende langer Aufgaben mit einem Ton und auf dem Desktop melden</translation>
    </message>
    <message>
      <source>The window speaks this language at its next start.</source>
      <translation>Das Fenster spricht diese Sprache ab dem nächsten Start.</translation>
    </message>
    <message>
      <source>What is played is moved earlier by the latency of its input.</source>
      <translation>Gespieltes wird um die Latenz seines Eingangs vorverlegt.</translation>
    </message>
    <message>
      <source>Latency of {input}</source>
      <translation>Latenz von {input}</translation>
    </message>
    <message>
      <source>Measure the latency of {input}</source>
      <translation>Die Latenz von {input} messen</translation>
    </message>
    <message>
      <source>Within two seconds of each change</source>
      <translation>Binnen zwei Sekunden nach jeder Änderung</translation>
    </message>
    <message>
      <source>Every 15 seconds</source>
      <translation>Alle 15 Sekunden</translation>
    </message>
    <message>
      <source>Every minute</source>
      <translation>Jede Minute</translation>
    </message>
    <message>
      <source>Every 5 minutes</source>
      <translation>Alle 5 Minuten</translation>
    </message>
    <message>
      <source>Unsaved work is copied as it changes, and a take as soon as it is made. After a crash the next start offers the newest copy. A copy never replaces your project; saving or discarding the work removes it.</source>
      <translation>Ungesicherte Arbeit wird kopiert, während sie sich ändert, und ein Take, sobald er fertig ist. Nach einem Absturz bietet der nächste Start die neueste Kopie an. Eine Kopie ersetzt nie das Projekt; Speichern oder Verwerfen der Arbeit entfernt sie.</translation>
    </message>
    <message numerus="yes">
      <source>the last {n} copies of each project</source>
      <translation>
        <numerusform>die letzte Kopie jedes Projekts</numerusform>
        <numerusform>die letzten {n} Kopien jedes Projekts</numerusform>
      </translation>
    </message>
    <message>
      <source>Kept</source>
      <translation>Aufbewahrt</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>Open folder</source>
      <translation>Ordner öffnen</translation>
    </message>
    <message>
      <source>Analyses of clips</source>
      <translation>Analysen von Clips</translation>
    </message>
    <message>
      <source>Kept up to 2 GB; what is missing is computed again.</source>
      <translation>Bis 2 GB werden aufbewahrt; was fehlt, wird neu berechnet.</translation>
    </message>
    <message>
      <source>Takes of unsaved projects</source>
      <translation>Takes nicht gespeicherter Projekte</translation>
    </message>
    <message>
      <source>Those of this project, and those that can be recovered, are never removed.</source>
      <translation>Die dieses Projekts und solche, die wiederhergestellt werden können, werden nie entfernt.</translation>
    </message>
    <message>
      <source>Takes of this project</source>
      <translation>Takes dieses Projekts</translation>
    </message>
    <message>
      <source>Those you have deleted are removed when the project is closed.</source>
      <translation>Gelöschte werden entfernt, wenn das Projekt geschlossen wird.</translation>
    </message>
    <message>
      <source>Copies of unsaved work</source>
      <translation>Kopien nicht gespeicherter Arbeit</translation>
    </message>
    <message>
      <source>Left by windows that closed unexpectedly; removed, the work cannot be recovered.</source>
      <translation>Von Fenstern, die unerwartet geschlossen wurden; einmal entfernt, lässt sich die Arbeit nicht wiederherstellen.</translation>
    </message>
    <message>
      <source>Deleted one by one in Train, Models.</source>
      <translation>Einzeln zu löschen unter Trainieren, Modelle.</translation>
    </message>
    <message>
      <source>Deleted one by one in Train, Runs.</source>
      <translation>Einzeln zu löschen unter Trainieren, Läufe.</translation>
    </message>
    <message>
      <source>What was removed can be put back until this dialog is closed.</source>
      <translation>Entferntes kann zurückgeholt werden, bis dieser Dialog geschlossen wird.</translation>
    </message>
    <message>
      <source>Remove: {name}</source>
      <translation>Entfernen: {name}</translation>
    </message>
    <message>
      <source>Remove {size}</source>
      <translation>{size} entfernen</translation>
    </message>
    <message>
      <source>No missing media.</source>
      <translation>Keine Medien fehlen.</translation>
    </message>
    <message>
      <source>Find {name}</source>
      <translation>{name} suchen</translation>
    </message>
    <message>
      <source>Use anyway</source>
      <translation>Trotzdem verwenden</translation>
    </message>
    <message>
      <source>Use identical files only</source>
      <translation>Nur identische Dateien verwenden</translation>
    </message>
    <message>
      <source>Use different files?</source>
      <translation>Andere Dateien verwenden?</translation>
    </message>
    <message>
      <source>All media found.</source>
      <translation>Alle Medien gefunden.</translation>
    </message>
    <message>
      <source>Missing media: {name}. You can still work on the project.</source>
      <translation>Fehlendes Medium: {name}. Am Projekt kann weitergearbeitet werden.</translation>
    </message>
    <message numerus="yes">
      <source>Missing media: {name} and {n} more. You can still work on the project.</source>
      <translation>
        <numerusform>Fehlende Medien: {name} und {n} weiteres. Am Projekt kann weitergearbeitet werden.</numerusform>
        <numerusform>Fehlende Medien: {name} und {n} weitere. Am Projekt kann weitergearbeitet werden.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>So are {n} more files.</source>
      <translation>
        <numerusform>Dasselbe gilt für {n} weitere Datei.</numerusform>
        <numerusform>Dasselbe gilt für {n} weitere Dateien.</numerusform>
      </translation>
    </message>
    <message>
      <source>Dub silent video with the timbre of any sound.</source>
      <translation>Stummes Video mit der Klangfarbe eines beliebigen Klangs vertonen.</translation>
    </message>
    <message>
      <source>Drop sounds too: each becomes a reference to try on.</source>
      <translation>Auch Klänge lassen sich ablegen: Jeder wird eine Referenz zum Ausprobieren.</translation>
    </message>
    <message>
      <source>Open video…</source>
      <translation>Video öffnen …</translation>
    </message>
    <message>
      <source>Recent</source>
      <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
      <source>Recent projects and clips</source>
      <translation>Zuletzt geöffnete Projekte und Clips</translation>
    </message>
    <message>
      <source>Everything was undone. {keys} brings it back.</source>
      <translation>Alles wurde rückgängig gemacht. {keys} stellt es wieder her.</translation>
    </message>
    <message>
      <source>Open a clip to compare {model} with {other} on it.</source>
      <translation>Einen Clip öffnen, um {model} daran mit {other} zu vergleichen.</translation>
    </message>
    <message>
      <source>Open the sample</source>
      <translation>Beispiel öffnen</translation>
    </message>
    <message>
      <source>Making two takes, with {other} and with {model}. Press B to switch.</source>
      <translation>Zwei Takes entstehen, mit {other} und mit {model}. B wechselt zwischen ihnen.</translation>
    </message>
    <message>
      <source>{model} and {other} can now be compared on {clip}.</source>
      <translation>{model} und {other} können nun an {clip} verglichen werden.</translation>
    </message>
    <message>
      <source>Compare</source>
      <translation>Vergleichen</translation>
    </message>
    <message>
      <source>Events and mel of the sample</source>
      <translation>Ereignisse und Mel des Beispiels</translation>
    </message>
    <message>
      <source>The darker part repeats the clip.</source>
      <translation>Der dunklere Teil wiederholt den Clip.</translation>
    </message>
    <message>
      <source>Split</source>
      <translation>Aufteilung</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
    <message>
      <source>{length}, repeated</source>
      <translation>{length}, wiederholt</translation>
    </message>
    <message>
      <source>Play the sample (Space)</source>
      <translation>Das Beispiel abspielen (Leertaste)</translation>
    </message>
    <message>
      <source>Hear as trained</source>
      <translation>Wie trainiert</translation>
    </message>
    <message>
      <source>Crops the sample and alters its sound at random, as a training with this preset does; each click makes another example</source>
      <translation>Beschneidet das Beispiel und verändert seinen Ton zufällig, wie ein Training mit dieser Vorgabe; jeder Klick macht ein anderes</translation>
    </message>
    <message>
      <source>Preset</source>
      <translation>Vorgabe</translation>
    </message>
    <message>
      <source>The preset whose training is imitated</source>
      <translation>Die Vorgabe, deren Training nachgeahmt wird</translation>
    </message>
    <message>
      <source>The sample cannot be read.</source>
      <translation>Das Beispiel kann nicht gelesen werden.</translation>
    </message>
    <message>
      <source>This data set holds no sounds; “Hear as trained” makes one from the mel.</source>
      <translation>Dieser Datensatz enthält keinen Ton; „Wie trainiert“ macht einen aus dem Mel.</translation>
    </message>
    <message>
      <source>Sounds without a mark belong to nothing in the picture, on purpose.</source>
      <translation>Klänge ohne Markierung gehören absichtlich zu nichts im Bild.</translation>
    </message>
    <message>
      <source>Making an example…</source>
      <translation>Ein Beispiel entsteht …</translation>
    </message>
    <message>
      <source>As trained: cropped, its sound altered, and made audible from the mel.</source>
      <translation>Wie im Training: zugeschnitten, im Klang verändert und aus dem Mel hörbar gemacht.</translation>
    </message>
    <message>
      <source>Back (Esc)</source>
      <translation>Zurück (Esc)</translation>
    </message>
    <message>
      <source>Search samples…</source>
      <translation>Beispiele suchen …</translation>
    </message>
    <message>
      <source>Search samples</source>
      <translation>Beispiele suchen</translation>
    </message>
    <message>
      <source>All splits</source>
      <translation>Alle Teile</translation>
    </message>
    <message>
      <source>No such samples</source>
      <translation>Keine solchen Beispiele</translation>
    </message>
    <message>
      <source>unreadable</source>
      <translation>nicht lesbar</translation>
    </message>
    <message>
      <source>It is left out; replace or remove the file.</source>
      <translation>Sie wird ausgelassen; die Datei ersetzen oder entfernen.</translation>
    </message>
    <message>
      <source>no picture</source>
      <translation>kein Bild</translation>
    </message>
    <message>
      <source>The file has no video stream.</source>
      <translation>Die Datei hat keine Videospur.</translation>
    </message>
    <message>
      <source>no sound</source>
      <translation>kein Ton</translation>
    </message>
    <message>
      <source>The file has no audio stream.</source>
      <translation>Die Datei hat keine Tonspur.</translation>
    </message>
    <message>
      <source>no features</source>
      <translation>keine Merkmale</translation>
    </message>
    <message>
      <source>There is neither a video nor a feature file.</source>
      <translation>Es gibt weder ein Video noch eine Merkmalsdatei.</translation>
    </message>
    <message>
      <source>too short</source>
      <translation>zu kurz</translation>
    </message>
    <message>
      <source>Less than half a second has both video and audio.</source>
      <translation>Weniger als eine halbe Sekunde hat Bild und Ton zugleich.</translation>
    </message>
    <message>
      <source>silent</source>
      <translation>stumm</translation>
    </message>
    <message>
      <source>The audio contains no audible sound.</source>
      <translation>Die Tonspur enthält keinen hörbaren Klang.</translation>
    </message>
    <message>
      <source>slideshow</source>
      <translation>Standbild</translation>
    </message>
    <message>
      <source>The picture does not move, so it says nothing about the sound.</source>
      <translation>Das Bild bewegt sich nicht und sagt daher nichts über den Ton.</translation>
    </message>
    <message>
      <source>duplicate</source>
      <translation>doppelt</translation>
    </message>
    <message>
      <source>The same file exists under another name.</source>
      <translation>Dieselbe Datei gibt es unter einem anderen Namen.</translation>
    </message>
    <message>
      <source>clipped</source>
      <translation>übersteuert</translation>
    </message>
    <message>
      <source>The loudest parts are clipped; the model would learn the distortion.</source>
      <translation>Die lautesten Stellen sind übersteuert; das Modell würde die Verzerrung lernen.</translation>
    </message>
    <message>
      <source>lengths differ</source>
      <translation>Längen verschieden</translation>
    </message>
    <message>
      <source>Video and audio differ in length; they may not belong together.</source>
      <translation>Bild und Ton sind verschieden lang; vielleicht gehören sie nicht zusammen.</translation>
    </message>
    <message>
      <source>none</source>
      <translation>keine</translation>
    </message>
    <message>
      <source>{rate} kHz mono</source>
      <translation>{rate} kHz Mono</translation>
    </message>
    <message>
      <source>{rate} kHz stereo</source>
      <translation>{rate} kHz Stereo</translation>
    </message>
    <message>
      <source>{rate} kHz {channels} ch</source>
      <translation>{rate} kHz, {channels} Kanäle</translation>
    </message>
    <message>
      <source>All clips</source>
      <translation>Alle Clips</translation>
    </message>
    <message>
      <source>With problems</source>
      <translation>Mit Mängeln</translation>
    </message>
    <message>
      <source>Excluded</source>
      <translation>Ausgeschlossen</translation>
    </message>
    <message>
      <source>Check again</source>
      <translation>Erneut prüfen</translation>
    </message>
    <message>
      <source>Choose another folder…</source>
      <translation>Anderen Ordner wählen …</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>Klassen</translation>
    </message>
    <message>
      <source>Problems</source>
      <translation>Mängel</translation>
    </message>
    <message>
      <source>Search clips…</source>
      <translation>Clips suchen …</translation>
    </message>
    <message>
      <source>Search clips</source>
      <translation>Clips suchen</translation>
    </message>
    <message>
      <source>Clips to show</source>
      <translation>Anzuzeigende Clips</translation>
    </message>
    <message>
      <source>Change class…</source>
      <translation>Klasse ändern …</translation>
    </message>
    <message>
      <source>Exclude</source>
      <translation>Ausschließen</translation>
    </message>
    <message>
      <source>Include</source>
      <translation>Einschließen</translation>
    </message>
    <message>
      <source>Show file in its folder</source>
      <translation>Datei in ihrem Ordner zeigen</translation>
    </message>
    <message>
      <source>Undo: {edit}</source>
      <translation>Rückgängig: {edit}</translation>
    </message>
    <message>
      <source>Redo: {edit}</source>
      <translation>Wiederholen: {edit}</translation>
    </message>
    <message>
      <source>Audio: none.</source>
      <translation>Ton: keiner.</translation>
    </message>
    <message numerus="yes">
      <source>{n} clips at {format}</source>
      <translation>
        <numerusform>{n} Clip mit {format}</numerusform>
        <numerusform>{n} Clips mit {format}</numerusform>
      </translation>
    </message>
    <message>
      <source>Audio: {formats}.</source>
      <translation>Ton: {formats}.</translation>
    </message>
    <message>
      <source>Audio: {formats}; converted to 22.05 kHz mono.</source>
      <translation>Ton: {formats}; umgewandelt in 22,05 kHz Mono.</translation>
    </message>
    <message>
      <source>{name} could not be read: {reason}.</source>
      <translation>{name} konnte nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
      <source>a table of classes</source>
      <translation>eine Tabelle von Klassen</translation>
    </message>
    <message>
      <source>Cannot write to the folder {name}: {reason}.</source>
      <translation>In den Ordner {name} kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
      <source>Choose another folder.</source>
      <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
      <source>Change class</source>
      <translation>Klasse ändern</translation>
    </message>
    <message>
      <source>Class of {clip}:</source>
      <translation>Klasse von {clip}:</translation>
    </message>
    <message numerus="yes">
      <source>Class of {n} clips:</source>
      <translation>
        <numerusform>Klasse von {n} Clip:</numerusform>
        <numerusform>Klasse von {n} Clips:</numerusform>
      </translation>
    </message>
    <message>
      <source>A class cannot contain a comma.</source>
      <translation>Eine Klasse darf kein Komma enthalten.</translation>
    </message>
    <message>
      <source>Used</source>
      <translation>Verwendet</translation>
    </message>
    <message>
      <source>All</source>
      <translation>Alle</translation>
    </message>
    <message>
      <source>Clips for training / validation / test</source>
      <translation>Clips für Training / Validierung / Test</translation>
    </message>
    <message>
      <source>{used} of {clips}</source>
      <translation>{used} von {clips}</translation>
    </message>
    <message>
      <source>{length} in total</source>
      <translation>{length} insgesamt</translation>
    </message>
    <message>
      <source>Show file</source>
      <translation>Datei zeigen</translation>
    </message>
    <message>
      <source>Of all selected clips (F2)</source>
      <translation>Aller ausgewählten Clips (F2)</translation>
    </message>
    <message>
      <source>{label}  ·  video {video}  ·  audio {audio}, {format}</source>
      <translation>{label}  ·  Video {video}  ·  Ton {audio}, {format}</translation>
    </message>
    <message>
      <source>Use</source>
      <translation>Verwenden</translation>
    </message>
    <message>
      <source>Validation</source>
      <translation>Validierung</translation>
    </message>
    <message numerus="yes">
      <source>Exclude {n} clips</source>
      <translation>
        <numerusform>{n} Clip ausschließen</numerusform>
        <numerusform>{n} Clips ausschließen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Include {n} clips</source>
      <translation>
        <numerusform>{n} Clip einschließen</numerusform>
        <numerusform>{n} Clips einschließen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Change the class of {n} clips</source>
      <translation>
        <numerusform>Die Klasse von {n} Clip ändern</numerusform>
        <numerusform>Die Klasse von {n} Clips ändern</numerusform>
      </translation>
    </message>
    <message>
      <source>This clip cannot be used</source>
      <translation>Dieser Clip kann nicht verwendet werden</translation>
    </message>
    <message>
      <source>Click to exclude</source>
      <translation>Klicken, um ihn auszuschließen</translation>
    </message>
    <message>
      <source>Click to include</source>
      <translation>Klicken, um ihn einzuschließen</translation>
    </message>
    <message>
      <source>Changed from {label}</source>
      <translation>Geändert, vorher {label}</translation>
    </message>
    <message>
      <source>Audio of the clip</source>
      <translation>Ton des Clips</translation>
    </message>
    <message>
      <source>Click to seek</source>
      <translation>Klicken, um dorthin zu springen</translation>
    </message>
    <message>
      <source>Select a clip</source>
      <translation>Einen Clip auswählen</translation>
    </message>
    <message>
      <source>Picture of the clip</source>
      <translation>Bild des Clips</translation>
    </message>
    <message>
      <source>Play the clip (Space)</source>
      <translation>Clip abspielen (Leertaste)</translation>
    </message>
    <message>
      <source>This clip has only precomputed features.</source>
      <translation>Dieser Clip hat nur vorberechnete Merkmale.</translation>
    </message>
    <message>
      <source>Opening…</source>
      <translation>Öffnen …</translation>
    </message>
    <message>
      <source>This clip has no video</source>
      <translation>Dieser Clip hat kein Video</translation>
    </message>
    <message>
      <source>No playable audio</source>
      <translation>Kein abspielbarer Ton</translation>
    </message>
    <message>
      <source>The clip cannot be opened.</source>
      <translation>Der Clip kann nicht geöffnet werden.</translation>
    </message>
    <message>
      <source>Samples of ten seconds</source>
      <translation>Beispiele zu zehn Sekunden</translation>
    </message>
    <message>
      <source>Features</source>
      <translation>Merkmale</translation>
    </message>
    <message>
      <source>Size on disk</source>
      <translation>Größe auf der Festplatte</translation>
    </message>
    <message>
      <source>Verify files</source>
      <translation>Dateien prüfen</translation>
    </message>
    <message>
      <source>Compares all files with their checksums; takes a while</source>
      <translation>Vergleicht alle Dateien mit ihren Prüfsummen; das dauert eine Weile</translation>
    </message>
    <message>
      <source>Browse samples…</source>
      <translation>Beispiele durchsehen …</translation>
    </message>
    <message>
      <source>See and hear what the data set holds</source>
      <translation>Sehen und hören, was der Datensatz enthält</translation>
    </message>
    <message>
      <source>Train on this data set</source>
      <translation>Auf diesem Datensatz trainieren</translation>
    </message>
    <message>
      <source>Source: {origin}.</source>
      <translation>Herkunft: {origin}.</translation>
    </message>
    <message>
      <source>All files are intact.</source>
      <translation>Alle Dateien sind unversehrt.</translation>
    </message>
    <message>
      <source>Choose another data set…</source>
      <translation>Anderen Datensatz wählen …</translation>
    </message>
    <message>
      <source>Classes of the data set</source>
      <translation>Klassen des Datensatzes</translation>
    </message>
    <message>
      <source>Double-click a class to browse its samples</source>
      <translation>Ein Doppelklick auf eine Klasse zeigt ihre Beispiele</translation>
    </message>
    <message>
      <source>This data set is damaged</source>
      <translation>Dieser Datensatz ist beschädigt</translation>
    </message>
    <message numerus="yes">
      <source>{n} clips could not be read completely</source>
      <translation>
        <numerusform>Ein Clip konnte nicht vollständig gelesen werden</numerusform>
        <numerusform>{n} Clips konnten nicht vollständig gelesen werden</numerusform>
      </translation>
    </message>
    <message>
      <source>and {count} more</source>
      <translation>und {count} weitere</translation>
    </message>
    <message>
      <source>The clips of {name} are checked.</source>
      <translation>Die Clips von {name} sind geprüft.</translation>
    </message>
    <message>
      <source>Checking the clips</source>
      <translation>Clips werden geprüft</translation>
    </message>
    <message>
      <source>The data set {name} is ready.</source>
      <translation>Der Datensatz {name} ist fertig.</translation>
    </message>
    <message>
      <source>Verifying the data set</source>
      <translation>Datensatz wird geprüft</translation>
    </message>
    <message>
      <source>Opening the data set</source>
      <translation>Datensatz wird geöffnet</translation>
    </message>
    <message>
      <source>“{work}” has not ended. What is done stays in {folder}; the same settings continue it.</source>
      <translation>„{work}“ ist noch nicht beendet. Was fertig ist, bleibt in {folder}; dieselben Einstellungen setzen es fort.</translation>
    </message>
    <message>
      <source>Choose a folder of clips</source>
      <translation>Einen Ordner mit Clips wählen</translation>
    </message>
    <message>
      <source>Choose a data set</source>
      <translation>Einen Datensatz wählen</translation>
    </message>
    <message>
      <source>Preparing {name}</source>
      <translation>{name} wird aufbereitet</translation>
    </message>
    <message>
      <source>Prepare data set</source>
      <translation>Datensatz aufbereiten</translation>
    </message>
    <message>
      <source>Rendering clips</source>
      <translation>Clips werden gerendert</translation>
    </message>
    <message>
      <source>to {folder}</source>
      <translation>nach {folder}</translation>
    </message>
    <message>
      <source>Drop to open
the data set</source>
      <translation>Hier ablegen, um den
Datensatz zu öffnen</translation>
    </message>
    <message>
      <source>Drop to check
the clips</source>
      <translation>Hier ablegen, um die
Clips zu prüfen</translation>
    </message>
    <message>
      <source>Motion: fast, needs no weights</source>
      <translation>Motion: schnell, braucht keine Gewichte</translation>
    </message>
    <message>
      <source>BN-Inception: as in the paper; needs a weight file, slow without a GPU</source>
      <translation>BN-Inception: wie im Paper; braucht eine Gewichtsdatei, langsam ohne GPU</translation>
    </message>
    <message>
      <source>BN-Inception with a fast optical flow</source>
      <translation>BN-Inception mit schnellem optischem Fluss</translation>
    </message>
    <message>
      <source>Feature backend</source>
      <translation>Merkmale</translation>
    </message>
    <message>
      <source>BN-Inception weights</source>
      <translation>BN-Inception-Gewichte</translation>
    </message>
    <message>
      <source>Weights ({patterns})</source>
      <translation>Gewichte ({patterns})</translation>
    </message>
    <message>
      <source>Weights</source>
      <translation>Gewichte</translation>
    </message>
    <message>
      <source>Split seed</source>
      <translation>Seed der Aufteilung</translation>
    </message>
    <message>
      <source>Determines how clips are split into training, validation and test</source>
      <translation>Bestimmt, wie die Clips auf Training, Validierung und Test aufgeteilt werden</translation>
    </message>
    <message>
      <source>Folder of the data set</source>
      <translation>Ordner des Datensatzes</translation>
    </message>
    <message>
      <source>Save to</source>
      <translation>Speichern in</translation>
    </message>
    <message>
      <source>Prepare</source>
      <translation>Aufbereiten</translation>
    </message>
    <message>
      <source>All clips have precomputed features</source>
      <translation>Alle Clips haben vorberechnete Merkmale</translation>
    </message>
    <message>
      <source>Extracts features from the video</source>
      <translation>Berechnet Merkmale aus dem Video</translation>
    </message>
    <message>
      <source>No usable clips are selected.</source>
      <translation>Keine verwendbaren Clips ausgewählt.</translation>
    </message>
    <message>
      <source>Choose the BN-Inception weight file, or use Motion.</source>
      <translation>Die BN-Inception-Gewichtsdatei wählen oder Motion verwenden.</translation>
    </message>
    <message>
      <source>The file {name} does not exist.</source>
      <translation>Die Datei {name} gibt es nicht.</translation>
    </message>
    <message numerus="yes">
      <source>{n} clips, {length}</source>
      <translation>
        <numerusform>{n} Clip, {length}</numerusform>
        <numerusform>{n} Clips, {length}</numerusform>
      </translation>
    </message>
    <message>
      <source>{train} for training, {validation} for validation, {test} for the test.</source>
      <translation>{train} für das Training, {validation} für die Validierung, {test} für den Test.</translation>
    </message>
    <message>
      <source>Without test clips, models are measured on validation clips.</source>
      <translation>Ohne Testclips werden Modelle an Validierungsclips gemessen.</translation>
    </message>
    <message numerus="yes">
      <source>{clips}: {n} samples of ten seconds, {size}.</source>
      <translation>
        <numerusform>{clips}: {n} Beispiel zu zehn Sekunden, {size}.</numerusform>
        <numerusform>{clips}: {n} Beispiele zu zehn Sekunden, {size}.</numerusform>
      </translation>
    </message>
    <message>
      <source>No problems found</source>
      <translation>Keine Mängel gefunden</translation>
    </message>
    <message>
      <source>Show all</source>
      <translation>Alle zeigen</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>Zeigen</translation>
    </message>
    <message>
      <source>Show clips: {kind}</source>
      <translation>Clips zeigen: {kind}</translation>
    </message>
    <message>
      <source>Exclude: {kind}</source>
      <translation>Ausschließen: {kind}</translation>
    </message>
    <message>
      <source>Include: {kind}</source>
      <translation>Einschließen: {kind}</translation>
    </message>
    <message>
      <source>not used</source>
      <translation>nicht verwendet</translation>
    </message>
    <message>
      <source>Rendered clips</source>
      <translation>Gerenderte Clips</translation>
    </message>
    <message>
      <source>Animated scenes of eighteen kinds with a sound at every impact and, in some, sounds from outside the picture. Models trained on them may be shared freely.</source>
      <translation>Animierte Szenen von achtzehn Arten mit einem Klang bei jedem Aufprall und, in manchen, Klängen von außerhalb des Bildes. Damit trainierte Modelle dürfen frei weitergegeben werden.</translation>
    </message>
    <message>
      <source>Render clips</source>
      <translation>Clips rendern</translation>
    </message>
    <message>
      <source>Number of clips</source>
      <translation>Anzahl der Clips</translation>
    </message>
    <message>
      <source>The same seed and number give the same clips</source>
      <translation>Derselbe Seed und dieselbe Anzahl ergeben dieselben Clips</translation>
    </message>
    <message>
      <source>Folder of recorded effects</source>
      <translation>Ordner mit aufgenommenen Effekten</translation>
    </message>
    <message>
      <source>None: all sounds are synthesised</source>
      <translation>Keiner: Alle Klänge werden synthetisiert</translation>
    </message>
    <message>
      <source>Recorded effects</source>
      <translation>Aufgenommene Effekte</translation>
    </message>
    <message>
      <source>Needs about {size} and a few seconds per clip and core.</source>
      <translation>Braucht etwa {size} und einige Sekunden je Clip und Kern.</translation>
    </message>
    <message>
      <source>What should the model train on?</source>
      <translation>Womit soll das Modell trainieren?</translation>
    </message>
    <message>
      <source>Video clips with their original sound. A few hundred are a good start.</source>
      <translation>Videoclips mit ihrem Originalton. Einige hundert sind ein guter Anfang.</translation>
    </message>
    <message>
      <source>Drop a folder of clips here</source>
      <translation>Einen Ordner mit Clips hier ablegen</translation>
    </message>
    <message>
      <source>With one subfolder for each class, such as dog and hammer</source>
      <translation>Mit einem Unterordner je Klasse, etwa Hund und Hammer</translation>
    </message>
    <message>
      <source>Choose folder…</source>
      <translation>Ordner wählen …</translation>
    </message>
    <message>
      <source>Existing data set</source>
      <translation>Vorhandener Datensatz</translation>
    </message>
    <message>
      <source>Prepared earlier, on this or another machine.</source>
      <translation>Früher aufbereitet, auf diesem oder einem anderen Rechner.</translation>
    </message>
    <message>
      <source>Open data set…</source>
      <translation>Datensatz öffnen …</translation>
    </message>
    <message>
      <source>Generated by the program: hammers, balls, footsteps and more, with exact events.</source>
      <translation>Vom Programm erzeugt: Hämmer, Bälle, Schritte und mehr, mit genauen Ereignissen.</translation>
    </message>
    <message>
      <source>Render clips…</source>
      <translation>Clips rendern …</translation>
    </message>
    <message>
      <source>Recent data sets</source>
      <translation>Zuletzt geöffnete Datensätze</translation>
    </message>
    <message>
      <source>{at} / {length} s</source>
      <translation>{at} / {length} s</translation>
    </message>
    <message>
      <source>Checking clips</source>
      <translation>Clips werden geprüft</translation>
    </message>
    <message>
      <source>Making samples</source>
      <translation>Beispiele werden erzeugt</translation>
    </message>
    <message>
      <source>Reading the recorded effects</source>
      <translation>Aufgenommene Effekte werden gelesen</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>Startet …</translation>
    </message>
    <message>
      <source>About {time} left</source>
      <translation>Noch etwa {time}</translation>
    </message>
    <message>
      <source>Choose a folder to save to.</source>
      <translation>Einen Ordner zum Speichern wählen.</translation>
    </message>
    <message>
      <source>{name} already contains a data set; choose another folder.</source>
      <translation>{name} enthält schon einen Datensatz; bitte einen anderen Ordner wählen.</translation>
    </message>
    <message>
      <source>{name} is a file; choose a folder.</source>
      <translation>{name} ist eine Datei; einen Ordner wählen.</translation>
    </message>
    <message>
      <source>This will need about {needed}, and the disk has {free} free. Start anyway?</source>
      <translation>Das braucht etwa {needed}, und auf der Festplatte sind {free} frei. Trotzdem beginnen?</translation>
    </message>
    <message>
      <source>Start anyway</source>
      <translation>Trotzdem starten</translation>
    </message>
    <message>
      <source>Data set</source>
      <translation>Datensatz</translation>
    </message>
    <message>
      <source>The folder of the training {name} was moved or deleted. Move it back, or open the run where it is now.</source>
      <translation>Der Ordner des Trainings {name} wurde verschoben oder gelöscht. Ihn zurückschieben, oder den Lauf dort öffnen, wo er jetzt ist.</translation>
    </message>
    <message>
      <source>The training {name} failed. {why}</source>
      <translation>Das Training {name} ist fehlgeschlagen. {why}</translation>
    </message>
    <message>
      <source>The training {name} is done.</source>
      <translation>Das Training {name} ist fertig.</translation>
    </message>
    <message>
      <source>The next take will use the model {name}, and the next search for events if it was taught any.</source>
      <translation>Der nächste Take wird das Modell {name} verwenden, ebenso die nächste Suche nach Ereignissen, sofern es welche gelernt hat.</translation>
    </message>
    <message>
      <source>A clip that you add now will use the model {name}, also to find events if it was taught any. A saved project keeps its own.</source>
      <translation>Ein Clip, den Sie jetzt hinzufügen, verwendet das Modell {name}, auch um Ereignisse zu finden, sofern es welche gelernt hat. Ein gespeichertes Projekt behält sein eigenes.</translation>
    </message>
    <message>
      <source>Neural takes will use the vocoder {name} from now on.</source>
      <translation>Neuronale Takes werden ab jetzt den Vocoder {name} verwenden.</translation>
    </message>
    <message>
      <source>A clip that you add now will use the vocoder {name}. A saved project keeps its own.</source>
      <translation>Ein Clip, den Sie jetzt hinzufügen, wird mit dem Vocoder {name} vertont. Ein gespeichertes Projekt behält seinen eigenen.</translation>
    </message>
    <message>
      <source>Onset F1</source>
      <translation>F1 der Einsätze</translation>
    </message>
    <message>
      <source>Mel L1</source>
      <translation>Mel L1</translation>
    </message>
    <message numerus="yes">
      <source>Measured on {n} test clips</source>
      <translation>
        <numerusform>An {n} Testclip gemessen</numerusform>
        <numerusform>An {n} Testclips gemessen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Measured on {n} validation clips: there are no test clips</source>
      <translation>
        <numerusform>An {n} Validierungsclip gemessen: Es gibt keine Testclips</numerusform>
        <numerusform>An {n} Validierungsclips gemessen: Es gibt keine Testclips</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Measured on {n} training clips: there are no others</source>
      <translation>
        <numerusform>An {n} Trainingsclip gemessen: Es gibt keine anderen</numerusform>
        <numerusform>An {n} Trainingsclips gemessen: Es gibt keine anderen</numerusform>
      </translation>
    </message>
    <message>
      <source>Play demo</source>
      <translation>Hörprobe abspielen</translation>
    </message>
    <message>
      <source>The sample clip with the metal, at its true events; rendered once</source>
      <translation>Der Beispielclip mit dem Metall, an seinen wahren Ereignissen; einmal gerendert</translation>
    </message>
    <message>
      <source>Demo of {model}</source>
      <translation>Hörprobe von {model}</translation>
    </message>
    <message>
      <source>Rendering…</source>
      <translation>Wird gerendert …</translation>
    </message>
    <message>
      <source>Its training of sounds had not begun: it finds events, but knows nothing of sound.</source>
      <translation>Das Training der Klänge hatte nicht begonnen: Es findet Ereignisse, weiß aber nichts von Klang.</translation>
    </message>
    <message>
      <source>Its training had not begun: it knows nothing yet.</source>
      <translation>Das Training hatte nicht begonnen: Es weiß noch nichts.</translation>
    </message>
    <message>
      <source>All layers match BN-Inception. To use the features from the paper, choose BN-Inception when preparing a data set.</source>
      <translation>Alle Schichten passen zu BN-Inception. Um die Merkmale des Papers zu verwenden, beim Aufbereiten eines Datensatzes BN-Inception wählen.</translation>
    </message>
    <message>
      <source>Feature weights</source>
      <translation>Gewichte für Merkmale</translation>
    </message>
    <message>
      <source>Make default</source>
      <translation>Zum Standard machen</translation>
    </message>
    <message>
      <source>Use it wherever no model is chosen</source>
      <translation>Überall verwenden, wo kein Modell gewählt ist</translation>
    </message>
    <message>
      <source>Compare on the open clip</source>
      <translation>Am offenen Clip vergleichen</translation>
    </message>
    <message>
      <source>Use in the editor</source>
      <translation>Im Editor verwenden</translation>
    </message>
    <message>
      <source>with {model}</source>
      <translation>mit {model}</translation>
    </message>
    <message>
      <source>SHA-256: computing…</source>
      <translation>SHA-256: wird berechnet …</translation>
    </message>
    <message>
      <source>Provenance</source>
      <translation>Herkunft</translation>
    </message>
    <message>
      <source>Model card</source>
      <translation>Modellkarte</translation>
    </message>
    <message>
      <source>Training data</source>
      <translation>Trainingsdaten</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <source>Training time</source>
      <translation>Trainingszeit</translation>
    </message>
    <message>
      <source>Hardware</source>
      <translation>Hardware</translation>
    </message>
    <message>
      <source>Created</source>
      <translation>Erstellt</translation>
    </message>
    <message>
      <source>PyTorch</source>
      <translation>PyTorch</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Lizenz</translation>
    </message>
    <message>
      <source>Event F1</source>
      <translation>F1 der Ereignisse</translation>
    </message>
    <message>
      <source>How well the events that it reads in the picture match those that are to be seen</source>
      <translation>Wie gut die Ereignisse, die es im Bild liest, zu den sichtbaren passen</translation>
    </message>
    <message>
      <source>Event F1, chance</source>
      <translation>F1 der Ereignisse, Zufall</translation>
    </message>
    <message>
      <source>Event F1 with the events of another clip</source>
      <translation>F1 der Ereignisse mit denen eines anderen Clips</translation>
    </message>
    <message>
      <source>How well the onsets in the sound match the events in the video</source>
      <translation>Wie gut die Einsätze im Ton zu den Ereignissen im Video passen</translation>
    </message>
    <message>
      <source>Onset F1, chance</source>
      <translation>F1 der Einsätze, Zufall</translation>
    </message>
    <message>
      <source>Onset F1 with the sound of another clip</source>
      <translation>F1 der Einsätze mit dem Ton eines anderen Clips</translation>
    </message>
    <message>
      <source>Timbre identification</source>
      <translation>Erkennung der Klangfarbe</translation>
    </message>
    <message>
      <source>How often the right one of eight references is identified</source>
      <translation>Wie oft die richtige von acht Referenzen erkannt wird</translation>
    </message>
    <message>
      <source>Timbre margin</source>
      <translation>Abstand der Klangfarbe</translation>
    </message>
    <message>
      <source>How much closer the sound is to its own reference than to others</source>
      <translation>Wie viel näher der Klang seiner eigenen Referenz ist als anderen</translation>
    </message>
    <message>
      <source>Mean absolute error of the mel spectrogram, 0 to 1</source>
      <translation>Mittlerer absoluter Fehler des Mel-Spektrogramms, 0 bis 1</translation>
    </message>
    <message>
      <source>Log-mel L1</source>
      <translation>Log-Mel L1</translation>
    </message>
    <message>
      <source>Mean absolute error of the log-mel spectrogram</source>
      <translation>Mittlerer absoluter Fehler des Log-Mel-Spektrogramms</translation>
    </message>
    <message>
      <source>Log-mel L1, network alone</source>
      <translation>L1 des log-Mel, Netz allein</translation>
    </message>
    <message>
      <source>The same before the refinement, which hides how well the network was trained</source>
      <translation>Dasselbe vor der Verfeinerung, die verdeckt, wie gut das Netz trainiert ist</translation>
    </message>
    <message>
      <source>Generator</source>
      <translation>Generator</translation>
    </message>
    <message>
      <source>included</source>
      <translation>mitgeliefert</translation>
    </message>
    <message>
      <source>installed by you</source>
      <translation>von Ihnen installiert</translation>
    </message>
    <message>
      <source>default</source>
      <translation>Standard</translation>
    </message>
    <message>
      <source>Models ({patterns})</source>
      <translation>Modelle ({patterns})</translation>
    </message>
    <message>
      <source>{backend}, version {version}</source>
      <translation>{backend}, Version {version}</translation>
    </message>
    <message>
      <source>Drop to import</source>
      <translation>Zum Importieren ablegen</translation>
    </message>
    <message>
      <source>Added the BN-Inception weights. Data sets can now be prepared with them.</source>
      <translation>BN-Inception-Gewichte hinzugefügt. Datensätze können nun damit aufbereitet werden.</translation>
    </message>
    <message>
      <source>Exported {file} and its checksum.</source>
      <translation>{file} und die Prüfsumme wurden exportiert.</translation>
    </message>
    <message>
      <source>No models installed.
Train one, or drop a model file here.</source>
      <translation>Keine Modelle installiert.
Eines trainieren oder eine Modelldatei hier ablegen.</translation>
    </message>
    <message>
      <source>Add BN-Inception weights…</source>
      <translation>BN-Inception-Gewichte hinzufügen …</translation>
    </message>
    <message>
      <source>Needed for the features used in the paper; all layers are checked</source>
      <translation>Nötig für die Merkmale des Papers; alle Schichten werden geprüft</translation>
    </message>
    <message>
      <source>Import model…</source>
      <translation>Modell importieren …</translation>
    </message>
    <message>
      <source>The models the editor can use. The default is taken unless you choose another.</source>
      <translation>Die Modelle, die der Editor verwenden kann. Ohne andere Wahl gilt das Standardmodell.</translation>
    </message>
    <message>
      <source>Checking the file</source>
      <translation>Datei wird geprüft</translation>
    </message>
    <message>
      <source>{name} is now the default generator.</source>
      <translation>{name} ist jetzt der Standardgenerator.</translation>
    </message>
    <message>
      <source>{name} is now the default vocoder.</source>
      <translation>{name} ist jetzt der Standardvocoder.</translation>
    </message>
    <message>
      <source>Rename model</source>
      <translation>Modell umbenennen</translation>
    </message>
    <message>
      <source>Deleted {name}.</source>
      <translation>{name} gelöscht.</translation>
    </message>
    <message>
      <source>Models ({patterns});;All files (*)</source>
      <translation>Modelle ({patterns});;Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Import model</source>
      <translation>Modell importieren</translation>
    </message>
    <message>
      <source>unusable</source>
      <translation>unbrauchbar</translation>
    </message>
    <message>
      <source>This model is already installed as {name}.</source>
      <translation>Dieses Modell ist schon als {name} installiert.</translation>
    </message>
    <message>
      <source>Installed the generator {name}.</source>
      <translation>Generator {name} installiert.</translation>
    </message>
    <message>
      <source>Installed the vocoder {name}.</source>
      <translation>Vocoder {name} installiert.</translation>
    </message>
    <message>
      <source>Known after the first steps</source>
      <translation>Nach den ersten Schritten bekannt</translation>
    </message>
    <message>
      <source>Measuring a few steps…</source>
      <translation>Einige Schritte werden gemessen …</translation>
    </message>
    <message>
      <source>The memory per batch is being measured.</source>
      <translation>Der Speicher je Batch wird gemessen.</translation>
    </message>
    <message>
      <source>The memory per batch is known after the first steps.</source>
      <translation>Der Speicher je Batch ist nach den ersten Schritten bekannt.</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Gerät</translation>
    </message>
    <message>
      <source>Parameters</source>
      <translation>Parameter</translation>
    </message>
    <message>
      <source>Memory</source>
      <translation>Speicher</translation>
    </message>
    <message>
      <source>Disk</source>
      <translation>Festplatte</translation>
    </message>
    <message>
      <source>Unknown</source>
      <translation>Unbekannt</translation>
    </message>
    <message>
      <source>Detecting…</source>
      <translation>Wird erkannt …</translation>
    </message>
    <message>
      <source>{size} memory</source>
      <translation>{size} Speicher</translation>
    </message>
    <message>
      <source>{size} memory each</source>
      <translation>je {size} Speicher</translation>
    </message>
    <message>
      <source>Depends on the data set</source>
      <translation>Hängt vom Datensatz ab</translation>
    </message>
    <message>
      <source>The first {steps} train event detection only.</source>
      <translation>Die ersten {steps} trainieren nur die Ereigniserkennung.</translation>
    </message>
    <message>
      <source>Each of the {samples} samples is used about {times} times.</source>
      <translation>Jedes der {samples} Beispiele wird etwa {times}-mal verwendet.</translation>
    </message>
    <message numerus="yes">
      <source>{n} steps</source>
      <translation>
        <numerusform>{n} Schritt</numerusform>
        <numerusform>{n} Schritte</numerusform>
      </translation>
    </message>
    <message>
      <source>Counting…</source>
      <translation>Wird gezählt …</translation>
    </message>
    <message>
      <source>plus {count} in the discriminators, for training only</source>
      <translation>dazu {count} in den Diskriminatoren, nur für das Training</translation>
    </message>
    <message>
      <source>About {size}</source>
      <translation>Etwa {size}</translation>
    </message>
    <message>
      <source>estimated from a few steps on this machine</source>
      <translation>geschätzt nach einigen Schritten auf diesem Rechner</translation>
    </message>
    <message>
      <source>as measured in {run}</source>
      <translation>wie in {run} gemessen</translation>
    </message>
    <message>
      <source>A trial step ran out of memory: choose a smaller batch.</source>
      <translation>Einem Probeschritt ging der Speicher aus: einen kleineren Batch wählen.</translation>
    </message>
    <message>
      <source>Does not fit</source>
      <translation>Passt nicht</translation>
    </message>
    <message>
      <source>for weights, gradients and optimiser.</source>
      <translation>für Gewichte, Gradienten und Optimierer.</translation>
    </message>
    <message>
      <source>{size} plus the batch</source>
      <translation>{size} und dazu der Batch</translation>
    </message>
    <message>
      <source>The device has only {size}.</source>
      <translation>Das Gerät hat nur {size}.</translation>
    </message>
    <message>
      <source>No similar run has been measured on this machine yet.</source>
      <translation>Auf diesem Rechner wurde noch kein ähnlicher Lauf gemessen.</translation>
    </message>
    <message>
      <source>at {speed}, estimated from a few steps on this machine</source>
      <translation>bei {speed}, geschätzt nach einigen Schritten auf diesem Rechner</translation>
    </message>
    <message>
      <source>at {speed}, as measured in {run}</source>
      <translation>bei {speed}, wie in {run} gemessen</translation>
    </message>
    <message>
      <source>at {speed}, tried by one process: several may be faster</source>
      <translation>bei {speed}, mit einem Prozess probiert: mehrere sind vielleicht schneller</translation>
    </message>
    <message>
      <source>About {time}</source>
      <translation>Etwa {time}</translation>
    </message>
    <message>
      <source>{first}, then {second}</source>
      <translation>{first}, dann {second}</translation>
    </message>
    <message>
      <source>Too much: only {size} are free on this disk.</source>
      <translation>Zu viel: Auf dieser Festplatte sind nur {size} frei.</translation>
    </message>
    <message>
      <source>{size} free on this disk.</source>
      <translation>{size} frei auf dieser Festplatte.</translation>
    </message>
    <message>
      <source>{count} million</source>
      <translation>{count} Millionen</translation>
    </message>
    <message>
      <source>Choose a prepared data set</source>
      <translation>Einen aufbereiteten Datensatz wählen</translation>
    </message>
    <message>
      <source>Classes, with their numbers of training samples:</source>
      <translation>Klassen, mit der Zahl ihrer Trainingsbeispiele:</translation>
    </message>
    <message>
      <source>Classes to train on</source>
      <translation>Klassen für das Training</translation>
    </message>
    <message>
      <source>One model for each class, as in the paper</source>
      <translation>Ein Modell je Klasse, wie im Paper</translation>
    </message>
    <message>
      <source>Queues a run for each ticked class, in a folder of its own</source>
      <translation>Reiht für jede angehakte Klasse einen Lauf ein, jeweils in einem eigenen Ordner</translation>
    </message>
    <message>
      <source>{train} training, {validation} validation and {test} test samples; {length} of clips; features: {backend}.</source>
      <translation>{train} Beispiele zum Training, {validation} zur Validierung und {test} zum Test; {length} an Clips; Merkmale: {backend}.</translation>
    </message>
    <message numerus="yes">
      <source>{n} training samples</source>
      <translation>
        <numerusform>{n} Trainingsbeispiel</numerusform>
        <numerusform>{n} Trainingsbeispiele</numerusform>
      </translation>
    </message>
    <message>
      <source>No test samples: the model is measured on validation samples.</source>
      <translation>Keine Testbeispiele: Das Modell wird an Validierungsbeispielen gemessen.</translation>
    </message>
    <message>
      <source>No test or validation samples: the model is measured on training samples.</source>
      <translation>Weder Test- noch Validierungsbeispiele: Das Modell wird an Trainingsbeispielen gemessen.</translation>
    </message>
    <message>
      <source>Processes</source>
      <translation>Prozesse</translation>
    </message>
    <message>
      <source>They divide each batch; one is usually as fast on a CPU</source>
      <translation>Sie teilen sich jeden Batch; auf einer CPU ist einer meist ebenso schnell</translation>
    </message>
    <message>
      <source>Look for devices again</source>
      <translation>Geräte neu suchen</translation>
    </message>
    <message>
      <source>Use the CPU</source>
      <translation>CPU verwenden</translation>
    </message>
    <message>
      <source>Looking for the devices of this machine…</source>
      <translation>Die Geräte dieses Rechners werden gesucht …</translation>
    </message>
    <message>
      <source>Automatic: the GPU if it works</source>
      <translation>Automatisch: die GPU, wenn sie funktioniert</translation>
    </message>
    <message>
      <source>CPU</source>
      <translation>CPU</translation>
    </message>
    <message>
      <source>Several GPUs</source>
      <translation>Mehrere GPUs</translation>
    </message>
    <message>
      <source>GPU</source>
      <translation>GPU</translation>
    </message>
    <message>
      <source>{device}: {title}, {free} of {total} free</source>
      <translation>{device}: {title}, {free} von {total} frei</translation>
    </message>
    <message>
      <source>{device}: {title}, {free} free</source>
      <translation>{device}: {title}, {free} frei</translation>
    </message>
    <message>
      <source>GPU {number}</source>
      <translation>GPU {number}</translation>
    </message>
    <message>
      <source>There is no GPU that works on this machine.</source>
      <translation>Auf diesem Rechner gibt es keine GPU, die funktioniert.</translation>
    </message>
    <message>
      <source>There is no {device} on this machine.</source>
      <translation>Auf diesem Rechner gibt es {device} nicht.</translation>
    </message>
    <message numerus="yes">
      <source>{n} GPUs</source>
      <translation>
        <numerusform>{n} GPU</numerusform>
        <numerusform>{n} GPUs</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} processes</source>
      <translation>
        <numerusform>{n} Prozess</numerusform>
        <numerusform>{n} Prozesse</numerusform>
      </translation>
    </message>
    <message>
      <source>empty</source>
      <translation>leer</translation>
    </message>
    <message>
      <source>Published: {value}. Click to reset.</source>
      <translation>Veröffentlicht: {value}. Klicken setzt zurück.</translation>
    </message>
    <message>
      <source>As published</source>
      <translation>Wie veröffentlicht</translation>
    </message>
    <message>
      <source>More</source>
      <translation>Weitere</translation>
    </message>
    <message>
      <source>Duration and learning rate</source>
      <translation>Dauer und Lernrate</translation>
    </message>
    <message>
      <source>Initialisation</source>
      <translation>Anfangswerte</translation>
    </message>
    <message>
      <source>Optimiser and averaging</source>
      <translation>Optimierer und Mittelung</translation>
    </message>
    <message>
      <source>First stage: events only</source>
      <translation>Erste Stufe: nur Ereignisse</translation>
    </message>
    <message>
      <source>Training on dubs</source>
      <translation>Training auf Vertonungen</translation>
    </message>
    <message>
      <source>Losses</source>
      <translation>Verluste</translation>
    </message>
    <message>
      <source>Discriminators</source>
      <translation>Diskriminatoren</translation>
    </message>
    <message>
      <source>Encoder inputs</source>
      <translation>Eingaben der Encoder</translation>
    </message>
    <message>
      <source>Augmentation</source>
      <translation>Variation der Daten</translation>
    </message>
    <message>
      <source>Losses and discriminators</source>
      <translation>Verluste und Diskriminatoren</translation>
    </message>
    <message>
      <source>Model size</source>
      <translation>Modellgröße</translation>
    </message>
    <message>
      <source>Samples and checkpoints</source>
      <translation>Hörproben und Checkpoints</translation>
    </message>
    <message>
      <source>Gradient clipping norm</source>
      <translation>Norm der Gradientenbegrenzung</translation>
    </message>
    <message>
      <source>Crop length (s)</source>
      <translation>Länge der Ausschnitte (s)</translation>
    </message>
    <message>
      <source>Freeze the temporal encoder afterwards</source>
      <translation>Zeitlichen Encoder danach einfrieren</translation>
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
      <source>Search settings…</source>
      <translation>Einstellungen suchen …</translation>
    </message>
    <message>
      <source>Search settings</source>
      <translation>Einstellungen suchen</translation>
    </message>
    <message>
      <source>No matching settings</source>
      <translation>Keine passenden Einstellungen</translation>
    </message>
    <message numerus="yes">
      <source>{n} errors</source>
      <translation>
        <numerusform>{n} Fehler</numerusform>
        <numerusform>{n} Fehler</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} changes from the published settings</source>
      <translation>
        <numerusform>{n} Abweichung</numerusform>
        <numerusform>{n} Abweichungen</numerusform>
      </translation>
    </message>
    <message>
      <source>Choose a preset. A filled dot marks a change from the published settings.</source>
      <translation>Eine Vorgabe wählen. Ein gefüllter Punkt zeigt eine Abweichung von den veröffentlichten Einstellungen.</translation>
    </message>
    <message>
      <source>New run</source>
      <translation>Neuer Lauf</translation>
    </message>
    <message>
      <source>Start training</source>
      <translation>Training starten</translation>
    </message>
    <message>
      <source>Save preset</source>
      <translation>Vorgabe speichern</translation>
    </message>
    <message>
      <source>my {preset}</source>
      <translation>mein {preset}</translation>
    </message>
    <message>
      <source>Deleted the preset {name}.</source>
      <translation>Vorgabe {name} gelöscht.</translation>
    </message>
    <message>
      <source>Import preset</source>
      <translation>Vorgabe importieren</translation>
    </message>
    <message>
      <source>Rename preset</source>
      <translation>Vorgabe umbenennen</translation>
    </message>
    <message>
      <source>Export preset</source>
      <translation>Vorgabe exportieren</translation>
    </message>
    <message>
      <source>Replace the preset {name}?</source>
      <translation>Vorgabe {name} ersetzen?</translation>
    </message>
    <message>
      <source>Presets ({patterns})</source>
      <translation>Vorgaben ({patterns})</translation>
    </message>
    <message>
      <source>All files</source>
      <translation>Alle Dateien</translation>
    </message>
    <message>
      <source>Quick test</source>
      <translation>Schnelltest</translation>
    </message>
    <message>
      <source>Paper, ICASSP weights</source>
      <translation>Paper, ICASSP-Gewichte</translation>
    </message>
    <message>
      <source>No mel discriminator</source>
      <translation>Ohne Mel-Diskriminator</translation>
    </message>
    <message>
      <source>No alignment discriminator</source>
      <translation>Ohne Gleichlauf-Diskriminator</translation>
    </message>
    <message>
      <source>HiFi-GAN V1</source>
      <translation>HiFi-GAN V1</translation>
    </message>
    <message>
      <source>HiFi-GAN V2</source>
      <translation>HiFi-GAN V2</translation>
    </message>
    <message>
      <source>HiFi-GAN V3</source>
      <translation>HiFi-GAN V3</translation>
    </message>
    <message>
      <source>Generates a mel spectrogram from video features and a timbre</source>
      <translation>Erzeugt aus Videomerkmalen und einer Klangfarbe ein Mel-Spektrogramm</translation>
    </message>
    <message>
      <source>Generates a waveform from a mel spectrogram</source>
      <translation>Erzeugt aus einem Mel-Spektrogramm eine Wellenform</translation>
    </message>
    <message>
      <source>Presets</source>
      <translation>Vorgaben</translation>
    </message>
    <message>
      <source>Save preset…</source>
      <translation>Vorgabe speichern …</translation>
    </message>
    <message>
      <source>Save these settings</source>
      <translation>Diese Einstellungen speichern</translation>
    </message>
    <message>
      <source>Import…</source>
      <translation>Importieren …</translation>
    </message>
    <message>
      <source>Add a preset from a file</source>
      <translation>Eine Vorgabe aus einer Datei hinzufügen</translation>
    </message>
    <message>
      <source>{preset}, changed</source>
      <translation>{preset}, geändert</translation>
    </message>
    <message>
      <source>Return to the settings of the preset</source>
      <translation>Zu den Einstellungen der Vorgabe zurückkehren</translation>
    </message>
    <message>
      <source>Ablations of the paper</source>
      <translation>Ablationen des Papers</translation>
    </message>
    <message>
      <source>Your presets</source>
      <translation>Eigene Vorgaben</translation>
    </message>
    <message>
      <source>{preset}, unchanged.</source>
      <translation>{preset}, unverändert.</translation>
    </message>
    <message numerus="yes">
      <source>{preset}, {n} changes.</source>
      <translation>
        <numerusform>{preset}, {n} Änderung.</numerusform>
        <numerusform>{preset}, {n} Änderungen.</numerusform>
      </translation>
    </message>
    <message>
      <source>Choose a data set.</source>
      <translation>Einen Datensatz wählen.</translation>
    </message>
    <message>
      <source>The data set has not been opened.</source>
      <translation>Der Datensatz wurde nicht geöffnet.</translation>
    </message>
    <message>
      <source>The data set is damaged. {problem}</source>
      <translation>Der Datensatz ist beschädigt. {problem}</translation>
    </message>
    <message>
      <source>The data set lacks arrays that this training needs: {arrays}.</source>
      <translation>Dem Datensatz fehlen Daten, die dieses Training braucht: {arrays}.</translation>
    </message>
    <message>
      <source>Choose at least one class.</source>
      <translation>Mindestens eine Klasse wählen.</translation>
    </message>
    <message>
      <source>The data set has no training samples.</source>
      <translation>Der Datensatz hat keine Trainingsbeispiele.</translation>
    </message>
    <message>
      <source>{preset} trains one class at a time, as in the paper: choose one class, or one model for each class.</source>
      <translation>{preset} trainiert eine Klasse nach der anderen, wie im Paper: eine Klasse oder ein Modell je Klasse wählen.</translation>
    </message>
    <message>
      <source>A batch of {batch} cannot be divided among {count} processes.</source>
      <translation>Ein Batch von {batch} lässt sich nicht auf {count} Prozesse aufteilen.</translation>
    </message>
    <message>
      <source>Enter a name and a folder for the run.</source>
      <translation>Einen Namen und einen Ordner für den Lauf angeben.</translation>
    </message>
    <message>
      <source>This name is too long.</source>
      <translation>Dieser Name ist zu lang.</translation>
    </message>
    <message>
      <source>A name cannot start with a dot or contain / \ : * ? " &lt; &gt; |</source>
      <translation>Ein Name darf nicht mit einem Punkt beginnen und keines der Zeichen / \ : * ? " &lt; &gt; | enthalten</translation>
    </message>
    <message>
      <source>A folder named {name} already exists; choose another name.</source>
      <translation>Einen Ordner namens {name} gibt es schon; bitte einen anderen Namen wählen.</translation>
    </message>
    <message>
      <source>Estimate</source>
      <translation>Schätzung</translation>
    </message>
    <message numerus="yes">
      <source>Train {n} models</source>
      <translation>
        <numerusform>Training starten</numerusform>
        <numerusform>{n} Modelle trainieren</numerusform>
      </translation>
    </message>
    <message>
      <source>Name and folder</source>
      <translation>Name und Ordner</translation>
    </message>
    <message>
      <source>Name of the run</source>
      <translation>Name des Laufs</translation>
    </message>
    <message>
      <source>The class {label} has no training samples.</source>
      <translation>Die Klasse {label} hat keine Trainingsbeispiele.</translation>
    </message>
    <message numerus="yes">
      <source>{n} models, one after another</source>
      <translation>
        <numerusform>{n} Modell</numerusform>
        <numerusform>{n} Modelle, eines nach dem anderen</numerusform>
      </translation>
    </message>
    <message>
      <source>about {time}</source>
      <translation>etwa {time}</translation>
    </message>
    <message>
      <source>The rest is for the largest class.</source>
      <translation>Der Rest gilt für die größte Klasse.</translation>
    </message>
    <message>
      <source>Together {amounts}; the rest is for the largest class.</source>
      <translation>Zusammen {amounts}; der Rest gilt für die größte Klasse.</translation>
    </message>
    <message>
      <source>How long they take is known after the first steps.</source>
      <translation>Wie lange sie brauchen, ist nach den ersten Schritten bekannt.</translation>
    </message>
    <message>
      <source>Together they take about {time}.</source>
      <translation>Zusammen brauchen sie etwa {time}.</translation>
    </message>
    <message>
      <source>Train one model for each of {count} classes? The trainings are queued one after another in the folder {folder}. {length}</source>
      <translation>Für jede von {count} Klassen ein Modell trainieren? Die Läufe werden nacheinander in den Ordner {folder} eingereiht. {length}</translation>
    </message>
    <message numerus="yes">
      <source>Queue {n} trainings</source>
      <translation>
        <numerusform>{n} Lauf einreihen</numerusform>
        <numerusform>{n} Läufe einreihen</numerusform>
      </translation>
    </message>
    <message>
      <source>One model for each class</source>
      <translation>Ein Modell je Klasse</translation>
    </message>
    <message>
      <source>step {step} of {steps}</source>
      <translation>Schritt {step} von {steps}</translation>
    </message>
    <message>
      <source>{n} s/step</source>
      <translation>{n} s/Schritt</translation>
    </message>
    <message>
      <source>{n} steps/s</source>
      <translation>{n} Schritte/s</translation>
    </message>
    <message>
      <source>+{n} more</source>
      <translation>+{n} weitere</translation>
    </message>
    <message>
      <source>Training runs; they continue when the window is closed:</source>
      <translation>Trainingsläufe; sie gehen weiter, wenn das Fenster geschlossen wird:</translation>
    </message>
    <message>
      <source>paused</source>
      <translation>pausiert</translation>
    </message>
    <message>
      <source>pausing</source>
      <translation>wird pausiert</translation>
    </message>
    <message>
      <source>preparing</source>
      <translation>in Vorbereitung</translation>
    </message>
    <message>
      <source>finishing</source>
      <translation>wird abgeschlossen</translation>
    </message>
    <message>
      <source>Start again</source>
      <translation>Neu starten</translation>
    </message>
    <message>
      <source>Try again unchanged</source>
      <translation>Unverändert versuchen</translation>
    </message>
    <message>
      <source>The run has not stopped yet.</source>
      <translation>Der Lauf hat noch nicht angehalten.</translation>
    </message>
    <message>
      <source>It stops after the current step. If it hangs, end its process; the steps since the last checkpoint are lost.</source>
      <translation>Er hält nach dem aktuellen Schritt an. Wenn er hängt, seinen Prozess beenden; die Schritte seit dem letzten Checkpoint gehen verloren.</translation>
    </message>
    <message>
      <source>End now</source>
      <translation>Jetzt beenden</translation>
    </message>
    <message>
      <source>Advice from the trainer</source>
      <translation>Rat zum Training</translation>
    </message>
    <message>
      <source>If it fails again, see the log below.</source>
      <translation>Scheitert es wieder, hilft das Protokoll unten.</translation>
    </message>
    <message>
      <source>The training failed.</source>
      <translation>Das Training ist fehlgeschlagen.</translation>
    </message>
    <message>
      <source>Close other programs and continue, or start a new run with a smaller preset.</source>
      <translation>Andere Programme schließen und fortsetzen, oder einen neuen Lauf mit einer kleineren Vorgabe starten.</translation>
    </message>
    <message>
      <source>Batch size {batch} should fit. Gradients get a little noisier; no progress is lost.</source>
      <translation>Batchgröße {batch} sollte passen. Etwas unruhiger, aber nichts geht verloren.</translation>
    </message>
    <message>
      <source>Continue with batch size {batch}</source>
      <translation>Mit Batch {batch} fortsetzen</translation>
    </message>
    <message>
      <source>Continue from the last checkpoint.</source>
      <translation>Vom letzten Checkpoint fortsetzen.</translation>
    </message>
    <message>
      <source>The training diverged; the last checkpoint is from before that. Continue from it with half the learning rate.</source>
      <translation>Das Training ist divergiert; der letzte Checkpoint ist von davor. Von ihm mit halber Lernrate fortsetzen.</translation>
    </message>
    <message>
      <source>Continue with half the learning rate</source>
      <translation>Mit halber Lernrate fortsetzen</translation>
    </message>
    <message>
      <source>Free some space: old checkpoints and samples of other runs take most of it. Then continue; the last checkpoint is intact.</source>
      <translation>Speicherplatz freigeben: Alte Checkpoints und Hörproben anderer Läufe belegen das meiste. Dann fortsetzen; der letzte Checkpoint ist unversehrt.</translation>
    </message>
    <message>
      <source>Check that the disk is connected and writable, then continue.</source>
      <translation>Prüfen, ob die Festplatte angeschlossen und beschreibbar ist, dann fortsetzen.</translation>
    </message>
    <message>
      <source>Move the data set back, or choose its new location. Then the run continues.</source>
      <translation>Den Datensatz zurücklegen oder seinen neuen Ort wählen. Dann läuft es weiter.</translation>
    </message>
    <message>
      <source>Locate data set…</source>
      <translation>Datensatz suchen …</translation>
    </message>
    <message>
      <source>Nothing was saved yet. Start it again.</source>
      <translation>Noch ist nichts gespeichert. Neu starten.</translation>
    </message>
    <message>
      <source>The training diverged before its first checkpoint. Start it again with half the learning rate.</source>
      <translation>Das Training ist vor seinem ersten Checkpoint divergiert. Mit halber Lernrate neu starten.</translation>
    </message>
    <message>
      <source>Start with half the learning rate</source>
      <translation>Mit halber Lernrate starten</translation>
    </message>
    <message>
      <source>Free some space: old checkpoints and samples of other runs take most of it. Then start again; nothing was saved yet.</source>
      <translation>Speicherplatz freigeben: Alte Checkpoints und Hörproben anderer Läufe belegen das meiste. Dann neu starten; noch wurde nichts gespeichert.</translation>
    </message>
    <message>
      <source>Check that the disk is connected and writable, then start again; nothing was saved yet.</source>
      <translation>Prüfen, ob die Festplatte angeschlossen und beschreibbar ist, dann neu starten; noch wurde nichts gespeichert.</translation>
    </message>
    <message>
      <source>Move the data set back, or choose its new location. Then the run starts.</source>
      <translation>Den Datensatz zurücklegen oder seinen neuen Ort wählen. Dann startet der Lauf.</translation>
    </message>
    <message>
      <source>Last lines of the log</source>
      <translation>Letzte Zeilen des Protokolls</translation>
    </message>
    <message>
      <source>Resume from here…</source>
      <translation>Von hier fortsetzen …</translation>
    </message>
    <message>
      <source>Use in the editor…</source>
      <translation>Im Editor verwenden …</translation>
    </message>
    <message>
      <source>Compare on the open clip…</source>
      <translation>Am offenen Clip vergleichen …</translation>
    </message>
    <message>
      <source>Delete…</source>
      <translation>Löschen …</translation>
    </message>
    <message>
      <source>Stop the run first</source>
      <translation>Zuerst den Lauf anhalten</translation>
    </message>
    <message>
      <source>{run} from {step}</source>
      <translation>{run} ab {step}</translation>
    </message>
    <message>
      <source>There is no other model to compare it with.</source>
      <translation>Es gibt kein anderes Modell zum Vergleichen.</translation>
    </message>
    <message>
      <source>Compare with:</source>
      <translation>Vergleichen mit:</translation>
    </message>
    <message>
      <source>{run} step {step}</source>
      <translation>{run} Schritt {step}</translation>
    </message>
    <message>
      <source>Delete the checkpoint of step {step}? This cannot be undone.</source>
      <translation>Den Checkpoint von Schritt {step} löschen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
      <source>Delete checkpoint</source>
      <translation>Checkpoint löschen</translation>
    </message>
    <message>
      <source>Curve</source>
      <translation>Kurve</translation>
    </message>
    <message>
      <source>Back to the run</source>
      <translation>Zurück zum Lauf</translation>
    </message>
    <message>
      <source>The same curve of several runs. Choose the runs on the right.</source>
      <translation>Dieselbe Kurve mehrerer Läufe. Die Läufe rechts wählen.</translation>
    </message>
    <message>
      <source>Compare runs</source>
      <translation>Läufe vergleichen</translation>
    </message>
    <message>
      <source>Open in TensorBoard</source>
      <translation>In TensorBoard öffnen</translation>
    </message>
    <message>
      <source>The settings of these runs are equal.</source>
      <translation>Die Einstellungen dieser Läufe sind gleich.</translation>
    </message>
    <message>
      <source>No data yet</source>
      <translation>Noch keine Daten</translation>
    </message>
    <message>
      <source>Choose runs on the right.</source>
      <translation>Rechts Läufe wählen.</translation>
    </message>
    <message>
      <source>{run}, validation</source>
      <translation>{run}, Validierung</translation>
    </message>
    <message>
      <source>Best {loss}</source>
      <translation>Bester Wert: {loss}</translation>
    </message>
    <message>
      <source>Differences between the runs</source>
      <translation>Unterschiede zwischen den Läufen</translation>
    </message>
    <message>
      <source>Difference</source>
      <translation>Unterschied</translation>
    </message>
    <message>
      <source>all</source>
      <translation>alle</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>ja</translation>
    </message>
    <message>
      <source>no</source>
      <translation>nein</translation>
    </message>
    <message>
      <source>Loss composition</source>
      <translation>Anteile am Verlust</translation>
    </message>
    <message>
      <source>Gradient ratio</source>
      <translation>Gradientenverhältnis</translation>
    </message>
    <message>
      <source>Gradient norm of the adversarial losses divided by that of the mel loss.
Below {weak} the discriminators have little effect; above {strong} they dominate.</source>
      <translation>Norm des Gradienten der adversarialen Verluste, geteilt durch die des Mel-Verlusts.
Unter {weak} haben die Diskriminatoren wenig Wirkung; über {strong} überwiegen sie.</translation>
    </message>
    <message>
      <source>Discriminators not active yet</source>
      <translation>Diskriminatoren noch nicht aktiv</translation>
    </message>
    <message>
      <source>discriminators have little effect</source>
      <translation>Diskriminatoren haben wenig Wirkung</translation>
    </message>
    <message>
      <source>discriminators dominate</source>
      <translation>Diskriminatoren überwiegen</translation>
    </message>
    <message>
      <source>balanced</source>
      <translation>ausgeglichen</translation>
    </message>
    <message>
      <source>Curves of the run</source>
      <translation>Kurven des Laufs</translation>
    </message>
    <message>
      <source>Step</source>
      <translation>Schritt</translation>
    </message>
    <message>
      <source>Loss</source>
      <translation>Verlust</translation>
    </message>
    <message>
      <source>Balance</source>
      <translation>Balance</translation>
    </message>
    <message>
      <source>Ratio, weight</source>
      <translation>Verhältnis, Gewicht</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>Lernrate</translation>
    </message>
    <message>
      <source>Steps per second</source>
      <translation>Schritte je Sekunde</translation>
    </message>
    <message>
      <source>Memory (MB)</source>
      <translation>Speicher (MB)</translation>
    </message>
    <message>
      <source>events</source>
      <translation>Ereignisse</translation>
    </message>
    <message>
      <source>adversarial</source>
      <translation>adversarial</translation>
    </message>
    <message>
      <source>gradient ratio</source>
      <translation>Gradientenverhältnis</translation>
    </message>
    <message>
      <source>mel loss weight</source>
      <translation>Gewicht des Mel-Verlusts</translation>
    </message>
    <message>
      <source>learning rate</source>
      <translation>Lernrate</translation>
    </message>
    <message>
      <source>steps/s</source>
      <translation>Schritte/s</translation>
    </message>
    <message>
      <source>memory (MB)</source>
      <translation>Speicher (MB)</translation>
    </message>
    <message>
      <source>No curve selected</source>
      <translation>Keine Kurve ausgewählt</translation>
    </message>
    <message>
      <source>{loss}, validation</source>
      <translation>{loss}, Validierung</translation>
    </message>
    <message>
      <source>best</source>
      <translation>bester</translation>
    </message>
    <message>
      <source>Table ({patterns})</source>
      <translation>Tabelle ({patterns})</translation>
    </message>
    <message>
      <source>Picture ({patterns})</source>
      <translation>Bild ({patterns})</translation>
    </message>
    <message>
      <source>Vector graphic ({patterns})</source>
      <translation>Vektorgrafik ({patterns})</translation>
    </message>
    <message>
      <source>Export curves</source>
      <translation>Kurven exportieren</translation>
    </message>
    <message>
      <source>{file} cannot be written ({why}).</source>
      <translation>{file} kann nicht geschrieben werden ({why}).</translation>
    </message>
    <message>
      <source>mel L1</source>
      <translation>Mel L1</translation>
    </message>
    <message>
      <source>log-mel L1</source>
      <translation>Log-Mel L1</translation>
    </message>
    <message>
      <source>STFT</source>
      <translation>STFT</translation>
    </message>
    <message>
      <source>attack</source>
      <translation>Anschlag</translation>
    </message>
    <message>
      <source>adversarial (alignment)</source>
      <translation>adversarial (Gleichlauf)</translation>
    </message>
    <message>
      <source>adversarial (mel)</source>
      <translation>adversarial (Mel)</translation>
    </message>
    <message>
      <source>feature matching</source>
      <translation>Merkmalsvergleich</translation>
    </message>
    <message>
      <source>discriminators</source>
      <translation>Diskriminatoren</translation>
    </message>
    <message>
      <source>event</source>
      <translation>Ereignis</translation>
    </message>
    <message>
      <source>contrastive</source>
      <translation>kontrastiv</translation>
    </message>
    <message>
      <source>alignment discriminator</source>
      <translation>Gleichlauf-Diskriminator</translation>
    </message>
    <message>
      <source>mel discriminator</source>
      <translation>Mel-Diskriminator</translation>
    </message>
    <message>
      <source>L1 distance between generated and true mel spectrogram</source>
      <translation>L1-Abstand zwischen erzeugtem und wahrem Mel-Spektrogramm</translation>
    </message>
    <message>
      <source>L1 distance between generated and true log-mel spectrogram</source>
      <translation>L1-Abstand zwischen erzeugtem und wahrem Log-Mel-Spektrogramm</translation>
    </message>
    <message>
      <source>Event loss: missing or spurious events</source>
      <translation>Ereignisverlust: fehlende oder falsche Ereignisse</translation>
    </message>
    <message>
      <source>Contrastive loss: sounds confused with other sounds by their timbre</source>
      <translation>Kontrastiver Verlust: Klänge, die ihrer Klangfarbe nach mit anderen verwechselt werden</translation>
    </message>
    <message>
      <source>Multi-resolution STFT loss</source>
      <translation>STFT-Verlust mit mehreren Auflösungen</translation>
    </message>
    <message>
      <source>Pre-echo loss: error of the level just before attacks</source>
      <translation>Vorecho-Verlust: Fehler des Pegels kurz vor Anschlägen</translation>
    </message>
    <message>
      <source>Adversarial loss of the alignment discriminator, for the generator</source>
      <translation>Adversarialer Verlust des Gleichlauf-Diskriminators, für den Generator</translation>
    </message>
    <message>
      <source>Adversarial loss of the mel discriminator, for the generator</source>
      <translation>Adversarialer Verlust des Mel-Diskriminators, für den Generator</translation>
    </message>
    <message>
      <source>Adversarial loss of the discriminators, for the vocoder</source>
      <translation>Adversarialer Verlust der Diskriminatoren, für den Vocoder</translation>
    </message>
    <message>
      <source>Feature matching loss: distance of the discriminators' activations</source>
      <translation>Merkmalsvergleich: Abstand der Aktivierungen der Diskriminatoren</translation>
    </message>
    <message>
      <source>Loss of the alignment discriminator itself</source>
      <translation>Verlust des Gleichlauf-Diskriminators selbst</translation>
    </message>
    <message>
      <source>Loss of the mel discriminator itself</source>
      <translation>Verlust des Mel-Diskriminators selbst</translation>
    </message>
    <message>
      <source>Loss of the discriminators themselves</source>
      <translation>Verlust der Diskriminatoren selbst</translation>
    </message>
    <message>
      <source>  chance level</source>
      <translation>  Zufallsniveau</translation>
    </message>
    <message>
      <source>Smoothing</source>
      <translation>Glättung</translation>
    </message>
    <message>
      <source>Moving average over this many steps</source>
      <translation>Gleitendes Mittel über so viele Schritte</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>Log</translation>
    </message>
    <message>
      <source>Logarithmic scale</source>
      <translation>Logarithmische Skala</translation>
    </message>
    <message>
      <source>Fit</source>
      <translation>Einpassen</translation>
    </message>
    <message>
      <source>Show the whole run (0 or double-click); scroll to zoom</source>
      <translation>Den ganzen Lauf zeigen (0 oder Doppelklick); Scrollen vergrößert</translation>
    </message>
    <message>
      <source>Export curves…</source>
      <translation>Kurven exportieren …</translation>
    </message>
    <message>
      <source>No smoothing</source>
      <translation>Keine Glättung</translation>
    </message>
    <message>
      <source>Smoothing {n}</source>
      <translation>Glättung {n}</translation>
    </message>
    <message>
      <source>step {step}</source>
      <translation>Schritt {step}</translation>
    </message>
    <message>
      <source>{curve} (step {step})</source>
      <translation>{curve} (Schritt {step})</translation>
    </message>
    <message>
      <source>Reading the run…</source>
      <translation>Der Lauf wird gelesen …</translation>
    </message>
    <message>
      <source>Log of {run}</source>
      <translation>Protokoll von {run}</translation>
    </message>
    <message>
      <source>Nothing was logged yet.</source>
      <translation>Noch wurde nichts protokolliert.</translation>
    </message>
    <message>
      <source>Open file</source>
      <translation>Datei öffnen</translation>
    </message>
    <message>
      <source>Final model</source>
      <translation>Fertiges Modell</translation>
    </message>
    <message>
      <source>Step {step}</source>
      <translation>Schritt {step}</translation>
    </message>
    <message>
      <source>No checkpoint was saved.</source>
      <translation>Es wurde kein Checkpoint gespeichert.</translation>
    </message>
    <message>
      <source>The first one is saved at step {step}.</source>
      <translation>Der erste wird bei Schritt {step} gespeichert.</translation>
    </message>
    <message>
      <source>Checkpoints</source>
      <translation>Checkpoints</translation>
    </message>
    <message>
      <source>Install the selected checkpoint and use it for the next take</source>
      <translation>Den ausgewählten Checkpoint installieren und für den nächsten Take verwenden</translation>
    </message>
    <message>
      <source>More for this checkpoint</source>
      <translation>Mehr zu diesem Checkpoint</translation>
    </message>
    <message>
      <source>Best validation so far</source>
      <translation>Bisher beste Validierung</translation>
    </message>
    <message>
      <source>Not trained yet</source>
      <translation>Noch nicht trainiert</translation>
    </message>
    <message>
      <source>Only events so far: the training of its sounds has not begun</source>
      <translation>Bisher nur Ereignisse: Das Klangtraining hat noch nicht begonnen</translation>
    </message>
    <message>
      <source>No runs yet.
Prepare a data set, then start a run under “New run”.</source>
      <translation>Noch keine Läufe.
Einen Datensatz aufbereiten, dann unter „Neuer Lauf“ einen Lauf starten.</translation>
    </message>
    <message>
      <source>Locate the data set</source>
      <translation>Datensatz suchen</translation>
    </message>
    <message>
      <source>TensorBoard is starting…</source>
      <translation>TensorBoard startet …</translation>
    </message>
    <message>
      <source>Open run</source>
      <translation>Lauf öffnen</translation>
    </message>
    <message>
      <source>Resume from step {step}</source>
      <translation>Ab Schritt {step} fortsetzen</translation>
    </message>
    <message>
      <source>As a new run; this one stays as it is</source>
      <translation>Als neuer Lauf; dieser bleibt, wie er ist</translation>
    </message>
    <message>
      <source>Resume</source>
      <translation>Fortsetzen</translation>
    </message>
    <message numerus="yes">
      <source>The {n} later checkpoints will be deleted.</source>
      <translation>
        <numerusform>Der spätere Checkpoint wird gelöscht.</numerusform>
        <numerusform>Die {n} späteren Checkpoints werden gelöscht.</numerusform>
      </translation>
    </message>
    <message>
      <source>training event detection</source>
      <translation>Ereigniserkennung wird trainiert</translation>
    </message>
    <message>
      <source>adversarial training</source>
      <translation>adversariales Training</translation>
    </message>
    <message>
      <source>training the vocoder</source>
      <translation>Vocoder wird trainiert</translation>
    </message>
    <message>
      <source>validation</source>
      <translation>Validierung</translation>
    </message>
    <message>
      <source>generating samples</source>
      <translation>Hörproben werden erzeugt</translation>
    </message>
    <message>
      <source>saving a checkpoint</source>
      <translation>Checkpoint wird gespeichert</translation>
    </message>
    <message>
      <source>calibrating event detection</source>
      <translation>Ereigniserkennung wird kalibriert</translation>
    </message>
    <message>
      <source>evaluating the model</source>
      <translation>Modell wird ausgewertet</translation>
    </message>
    <message>
      <source>saving the model</source>
      <translation>Modell wird gespeichert</translation>
    </message>
    <message>
      <source>Baseline</source>
      <translation>Vergleichssystem</translation>
    </message>
    <message>
      <source>Continue from the last checkpoint</source>
      <translation>Vom letzten Checkpoint fortsetzen</translation>
    </message>
    <message>
      <source>Install this model and use it for the next take</source>
      <translation>Dieses Modell installieren und für den nächsten Take verwenden</translation>
    </message>
    <message>
      <source>Save a checkpoint, free the device memory, and wait</source>
      <translation>Einen Checkpoint speichern, den Gerätespeicher freigeben und warten</translation>
    </message>
    <message>
      <source>Save a checkpoint and end after the current step</source>
      <translation>Einen Checkpoint speichern und nach dem aktuellen Schritt enden</translation>
    </message>
    <message>
      <source>Stop after this step</source>
      <translation>Nach diesem Schritt anhalten</translation>
    </message>
    <message>
      <source>Generate samples from the current model</source>
      <translation>Hörproben mit dem aktuellen Modell erzeugen</translation>
    </message>
    <message>
      <source>Sample now</source>
      <translation>Jetzt Hörprobe</translation>
    </message>
    <message>
      <source>Save a checkpoint now</source>
      <translation>Jetzt einen Checkpoint speichern</translation>
    </message>
    <message>
      <source>Checkpoint now</source>
      <translation>Jetzt Checkpoint</translation>
    </message>
    <message>
      <source>Show the log</source>
      <translation>Protokoll zeigen</translation>
    </message>
    <message>
      <source>Open the run folder</source>
      <translation>Ordner des Laufs öffnen</translation>
    </message>
    <message>
      <source>Pausing…</source>
      <translation>Wird pausiert …</translation>
    </message>
    <message>
      <source>Stopping…</source>
      <translation>Wird angehalten …</translation>
    </message>
    <message>
      <source>Sample</source>
      <translation>Hörprobe</translation>
    </message>
    <message>
      <source>Sample…</source>
      <translation>Hörprobe …</translation>
    </message>
    <message>
      <source>Checkpoint</source>
      <translation>Checkpoint</translation>
    </message>
    <message>
      <source>Checkpoint…</source>
      <translation>Checkpoint …</translation>
    </message>
    <message>
      <source>Finishing: {stage}</source>
      <translation>Abschluss: {stage}</translation>
    </message>
    <message>
      <source>Running: {stage}</source>
      <translation>Läuft: {stage}</translation>
    </message>
    <message>
      <source>training the generator</source>
      <translation>Generator wird trainiert</translation>
    </message>
    <message>
      <source>{kind}, preset {preset}</source>
      <translation>{kind}, Vorgabe {preset}</translation>
    </message>
    <message>
      <source>data set {name}</source>
      <translation>Datensatz {name}</translation>
    </message>
    <message>
      <source>{n} GB</source>
      <translation>{n} GB</translation>
    </message>
    <message>
      <source>Note…</source>
      <translation>Notiz …</translation>
    </message>
    <message>
      <source>Duplicate</source>
      <translation>Duplizieren</translation>
    </message>
    <message>
      <source>{run} copy</source>
      <translation>{run} Kopie</translation>
    </message>
    <message>
      <source>Deleted the run {run}.</source>
      <translation>Lauf {run} gelöscht.</translation>
    </message>
    <message>
      <source>Rename run</source>
      <translation>Lauf umbenennen</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <source>Queued</source>
      <translation>Eingereiht</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>Pausiert</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>Angehalten</translation>
    </message>
    <message>
      <source>Loading data and networks…</source>
      <translation>Daten und Netze werden geladen …</translation>
    </message>
    <message>
      <source>{step} of {steps}</source>
      <translation>{step} von {steps}</translation>
    </message>
    <message>
      <source>Runs</source>
      <translation>Läufe</translation>
    </message>
    <message>
      <source>Open run…</source>
      <translation>Lauf öffnen …</translation>
    </message>
    <message>
      <source>Add a run folder from anywhere to the list</source>
      <translation>Einen Laufordner von irgendwo in die Liste aufnehmen</translation>
    </message>
    <message>
      <source>New run with these settings</source>
      <translation>Neuer Lauf mit diesen Einstellungen</translation>
    </message>
    <message>
      <source>Show log</source>
      <translation>Protokoll zeigen</translation>
    </message>
    <message>
      <source>Remove from list</source>
      <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
      <source>The run folder is kept</source>
      <translation>Der Laufordner bleibt erhalten</translation>
    </message>
    <message>
      <source>{have} of {n} heard</source>
      <translation>{have} von {n} gehört</translation>
    </message>
    <message>
      <source>{have} of {n} seen</source>
      <translation>{have} von {n} gesehen</translation>
    </message>
    <message>
      <source>{right}, {wrong} wrong</source>
      <translation>{right}, {wrong} falsch</translation>
    </message>
    <message>
      <source>{have} of {n}</source>
      <translation>{have} von {n}</translation>
    </message>
    <message>
      <source>Sample at step {step}, best so far</source>
      <translation>Hörprobe bei Schritt {step}, bisher beste</translation>
    </message>
    <message>
      <source>Sample at step {step}</source>
      <translation>Hörprobe bei Schritt {step}</translation>
    </message>
    <message>
      <source>Top: generated. Bottom: difference from the ground truth.
Between: events of the clip above those of the model, wrong ones short and red.
Number: events of the clip that the model sees in the picture, or that are heard in its sound.
Where hits are laid under the true events, the sound can be right though none is seen.</source>
      <translation>Oben: erzeugt. Unten: Abweichung vom Ground Truth.
Dazwischen: Ereignisse des Clips über denen des Modells, falsche kurz und rot.
Zahl: Ereignisse des Clips, die das Modell im Bild sieht oder die in seinem Ton zu hören sind.
Wo Anschläge unter die wahren Ereignisse gelegt werden, kann der Ton stimmen, obwohl keines gesehen wird.</translation>
    </message>
    <message>
      <source>Samples over time</source>
      <translation>Hörproben im Lauf der Zeit</translation>
    </message>
    <message>
      <source>{file} cannot be read.</source>
      <translation>{file} kann nicht gelesen werden.</translation>
    </message>
    <message>
      <source>Make a new sample.</source>
      <translation>Eine neue Hörprobe erzeugen.</translation>
    </message>
    <message>
      <source>Ground truth</source>
      <translation>Ground Truth</translation>
    </message>
    <message>
      <source>The clip's original sound; click to play</source>
      <translation>Der Originalton des Clips; klicken zum Abspielen</translation>
    </message>
    <message>
      <source>Right: generated sounds, each above its difference from the ground truth</source>
      <translation>Rechts: erzeugte Klänge, jeweils über ihrem Unterschied zur Ground Truth</translation>
    </message>
    <message>
      <source>Play or stop (Space)</source>
      <translation>Abspielen oder anhalten (Leertaste)</translation>
    </message>
    <message>
      <source>Clip {n}</source>
      <translation>Clip {n}</translation>
    </message>
    <message>
      <source>The run ended without samples</source>
      <translation>Der Lauf endete ohne Hörproben</translation>
    </message>
    <message>
      <source>No samples yet. The run makes them regularly and on “Sample now”.</source>
      <translation>Noch keine Hörproben. Der Lauf erzeugt sie regelmäßig und auf „Jetzt Hörprobe“.</translation>
    </message>
    <message>
      <source>A: step {step}</source>
      <translation>A: Schritt {step}</translation>
    </message>
    <message>
      <source>{side} selected</source>
      <translation>{side} ausgewählt</translation>
    </message>
    <message>
      <source>A: step {a}, B: step {b}</source>
      <translation>A: Schritt {a}, B: Schritt {b}</translation>
    </message>
    <message>
      <source>Press B to switch</source>
      <translation>B drücken, um zu wechseln</translation>
    </message>
    <message>
      <source>Discriminators vs. mel loss</source>
      <translation>Diskriminatoren / Mel</translation>
    </message>
    <message>
      <source>Final evaluation</source>
      <translation>Abschließende Auswertung</translation>
    </message>
    <message>
      <source>TensorBoard did not start.</source>
      <translation>TensorBoard ist nicht gestartet.</translation>
    </message>
    <message>
      <source>Reinstall it with `uv sync`.</source>
      <translation>Mit „uv sync“ neu installieren.</translation>
    </message>
    <message>
      <source>Name of the model</source>
      <translation>Name des Modells</translation>
    </message>
    <message>
      <source>The next take and the next search for events will use this model.</source>
      <translation>Der nächste Take und die nächste Suche nach Ereignissen werden dieses Modell verwenden.</translation>
    </message>
    <message>
      <source>The next take will use this model.</source>
      <translation>Der nächste Take wird dieses Modell verwenden.</translation>
    </message>
    <message>
      <source>Enter a name.</source>
      <translation>Einen Namen eingeben.</translation>
    </message>
    <message>
      <source>A model with this name is already installed.</source>
      <translation>Ein Modell mit diesem Namen ist schon installiert.</translation>
    </message>
    <message>
      <source>It has not been trained yet. Wait for a later checkpoint.</source>
      <translation>Es ist noch nicht trainiert. Einen späteren Checkpoint abwarten.</translation>
    </message>
    <message>
      <source>The training of its sounds has not begun: it finds events, but has learned nothing of sound yet. Wait for a later checkpoint.</source>
      <translation>Das Training der Klänge hat noch nicht begonnen: Es findet Ereignisse, hat aber noch nichts über Klang gelernt. Auf einen späteren Checkpoint warten.</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>Lauf</translation>
    </message>
    <message>
      <source>{steps}, best so far</source>
      <translation>{steps}, bisher beste</translation>
    </message>
    <message>
      <source>Not evaluated yet.</source>
      <translation>Noch nicht ausgewertet.</translation>
    </message>
    <message>
      <source>Evaluated at the end of the training.</source>
      <translation>Am Ende des Trainings ausgewertet.</translation>
    </message>
    <message>
      <source>Evaluated on the validation split.</source>
      <translation>An den Validierungsdaten ausgewertet.</translation>
    </message>
    <message>
      <source>Select a sample</source>
      <translation>Ein Beispiel auswählen</translation>
    </message>
    <message>
      <source>No picture</source>
      <translation>Kein Bild</translation>
    </message>
    <message>
      <source>{first} is training on this device. Queue {run} behind it, or start it now? Two trainings on one device slow each other down.</source>
      <translation>{first} trainiert auf diesem Gerät. {run} dahinter einreihen oder jetzt starten? Zwei Trainings auf einem Gerät bremsen einander.</translation>
    </message>
    <message>
      <source>{first} is pausing. Queue {run} behind it, to start when {first} has ended, or start it now?</source>
      <translation>{first} wird gerade pausiert. {run} dahinter einreihen, um nach dem Ende von {first} zu starten, oder jetzt starten?</translation>
    </message>
    <message>
      <source>{first} is paused. Queue {run} behind it, to start when {first} has ended, or start it now?</source>
      <translation>{first} ist pausiert. {run} dahinter einreihen, um nach dem Ende von {first} zu starten, oder jetzt starten?</translation>
    </message>
    <message numerus="yes">
      <source>{first} and {n} other runs are training on this device. Queue {run} behind them, or start it now? Trainings on one device slow each other down.</source>
      <translation>
        <numerusform>{first} und ein anderer Lauf trainieren auf diesem Gerät. {run} dahinter einreihen oder jetzt starten? Zwei Trainings auf einem Gerät bremsen einander.</numerusform>
        <numerusform>{first} und {n} andere Läufe trainieren auf diesem Gerät. {run} dahinter einreihen oder jetzt starten? Mehrere Trainings auf einem Gerät bremsen einander.</numerusform>
      </translation>
    </message>
    <message>
      <source>Start now</source>
      <translation>Jetzt starten</translation>
    </message>
    <message>
      <source>made by this program, of rendered scenes and synthesised sounds; free of conditions</source>
      <translation>von diesem Programm gemacht, aus gerenderten Szenen und synthetischen Klängen; ohne Auflagen</translation>
    </message>
    <message>
      <source>made by this program, of synthesised sounds and those given to it; free of conditions</source>
      <translation>von diesem Programm gemacht, aus synthetischen und ihm gegebenen Klängen; ohne Auflagen</translation>
    </message>
    <message>
      <source>motion</source>
      <translation>Bewegung</translation>
    </message>
    <message>
      <source>BN-Inception</source>
      <translation>BN-Inception</translation>
    </message>
    <message>
      <source>BN-Inception, fast flow</source>
      <translation>BN-Inception, schneller Fluss</translation>
    </message>
    <message numerus="yes">
      <source>CPU, {n} threads ({kind})</source>
      <translation>
        <numerusform>CPU, ein Thread ({kind})</numerusform>
        <numerusform>CPU, {n} Threads ({kind})</numerusform>
      </translation>
    </message>
    <message>
      <source>clips of the folder {name}; their makers' licences</source>
      <translation>Clips des Ordners {name}; Lizenzen ihrer Urheber</translation>
    </message>
    <message>
      <source>{origin}, seed {seed}</source>
      <translation>{origin}, Seed {seed}</translation>
    </message>
    <message>
      <source>main.py train baseline --help</source>
      <translation>main.py train baseline --help</translation>
    </message>
    <message>
      <source>The window does not start the baselines of the evaluation.</source>
      <translation>Das Fenster startet die Vergleichssysteme der Auswertung nicht.</translation>
    </message>
    <message>
      <source>A batch needs either JOBS.csv, or --clips and --references.</source>
      <translation>Ein Batch braucht entweder AUFTRÄGE.csv oder --clips und --references.</translation>
    </message>
    <message>
      <source>--clips and --references belong together.</source>
      <translation>--clips und --references gehören zusammen.</translation>
    </message>
    <message>
      <source>There is no clip to dub.</source>
      <translation>Es gibt keinen Clip zum Vertonen.</translation>
    </message>
    <message>
      <source>Name files or other folders.</source>
      <translation>Dateien oder andere Ordner nennen.</translation>
    </message>
    <message>
      <source>There is no sound to dub with.</source>
      <translation>Es gibt keinen Klang, mit dem vertont werden könnte.</translation>
    </message>
    <message>
      <source>a list of jobs</source>
      <translation>eine Liste von Aufträgen</translation>
    </message>
    <message>
      <source>The first line must name the columns: clip,reference and any options of dub, such as seed.</source>
      <translation>Die erste Zeile muss die Spalten nennen: clip,reference und beliebige Optionen von dub, etwa seed.</translation>
    </message>
    <message>
      <source>{name}, line {line}: exactly one column must be named {column}.</source>
      <translation>{name}, Zeile {line}: Genau eine Spalte muss {column} heißen.</translation>
    </message>
    <message>
      <source>{name}, line {line}: {error}</source>
      <translation>{name}, Zeile {line}: {error}</translation>
    </message>
    <message>
      <source>{name} lists no jobs.</source>
      <translation>{name} enthält keine Aufträge.</translation>
    </message>
    <message>
      <source>No {name} is named.</source>
      <translation>Es ist kein Wert für {name} angegeben.</translation>
    </message>
    <message>
      <source>A job has no option named {option}.</source>
      <translation>Ein Auftrag hat keine Option namens {option}.</translation>
    </message>
    <message>
      <source>{name} must be 0 or 1, not '{cell}'.</source>
      <translation>{name} muss 0 oder 1 sein, nicht „{cell}“.</translation>
    </message>
    <message>
      <source>There is no file {path}.</source>
      <translation>Es gibt keine Datei {path}.</translation>
    </message>
    <message>
      <source>Check its name and folder.</source>
      <translation>Namen und Ordner prüfen.</translation>
    </message>
    <message>
      <source>{name} is itself an input, which is never overwritten.</source>
      <translation>{name} ist selbst eine Eingabe, die nie überschrieben wird.</translation>
    </message>
    <message>
      <source>Choose another folder or name template.</source>
      <translation>Einen anderen Ordner oder eine andere Namensvorlage wählen.</translation>
    </message>
    <message>
      <source>Two jobs would write {name}: {clip} with {reference}, and {other_clip} with {other_reference}.</source>
      <translation>Zwei Aufträge würden {name} schreiben: {clip} mit {reference} und {other_clip} mit {other_reference}.</translation>
    </message>
    <message>
      <source>Use a name template that tells them apart, such as {{number}}.</source>
      <translation>Eine Namensvorlage wählen, die sie unterscheidet, etwa mit {{number}}.</translation>
    </message>
    <message>
      <source>It may use {clip}, {reference} and {number}, and / for subfolders.</source>
      <translation>Erlaubt sind {clip}, {reference} und {number} sowie / für Unterordner.</translation>
    </message>
    <message>
      <source>The name template {template} is damaged: {error}.</source>
      <translation>Die Namensvorlage {template} ist fehlerhaft: {error}.</translation>
    </message>
    <message>
      <source>The name template {template} has an unknown field {{{field}}}.</source>
      <translation>Die Namensvorlage {template} hat ein unbekanntes Feld {{{field}}}.</translation>
    </message>
    <message>
      <source>The name template {template} does not stay inside the output folder.</source>
      <translation>Die Namensvorlage {template} führt aus dem Ausgabeordner heraus.</translation>
    </message>
    <message>
      <source>{path} does not stay inside the output folder.</source>
      <translation>{path} führt aus dem Ausgabeordner heraus.</translation>
    </message>
    <message>
      <source>{record} could not be written: {reason}.</source>
      <translation>{record} konnte nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
      <source>Free some space.</source>
      <translation>Platz schaffen.</translation>
    </message>
    <message>
      <source>The folder {folder} cannot be created: {reason}.</source>
      <translation>Der Ordner {folder} kann nicht angelegt werden: {reason}.</translation>
    </message>
    <message>
      <source>Choose another.</source>
      <translation>Einen anderen wählen.</translation>
    </message>
    <message>
      <source>The output exists already.</source>
      <translation>Die Ausgabe ist bereits vorhanden.</translation>
    </message>
    <message>
      <source>--resume skips jobs that were done with the same options; --overwrite replaces the output.</source>
      <translation>--resume überspringt Aufträge, die mit denselben Optionen erledigt wurden; --overwrite ersetzt die Ausgabe.</translation>
    </message>
    <message>
      <source>{which} needs the events to learn from.</source>
      <translation>{which} braucht die Ereignisse, von denen gelernt wird.</translation>
    </message>
    <message>
      <source>Add --like FILE.csv.</source>
      <translation>--like DATEI.csv ergänzen.</translation>
    </message>
    <message>
      <source>--like finds events in its own way.</source>
      <translation>--like findet Ereignisse auf eigene Weise.</translation>
    </message>
    <message>
      <source>Leave out --from.</source>
      <translation>--from weglassen.</translation>
    </message>
    <message>
      <source>No model named {name} is installed (installed: {known}).</source>
      <translation>Es ist kein Modell namens {name} installiert (installiert: {known}).</translation>
    </message>
    <message>
      <source>Install it first: {import_line}</source>
      <translation>Zuerst installieren: {import_line}</translation>
    </message>
    <message>
      <source>--workers is for this machine, not for a cluster.</source>
      <translation>--workers gilt für diesen Rechner, nicht für einen Cluster.</translation>
    </message>
    <message>
      <source>--{region}-region needs --{region}, which is missing.</source>
      <translation>--{region}-region braucht --{region}, und das fehlt.</translation>
    </message>
    <message>
      <source>{what} is damaged and left out: {problem}.</source>
      <translation>{what} ist beschädigt und wird ausgelassen: {problem}.</translation>
    </message>
    <message>
      <source>--from {source} uses no model.</source>
      <translation>--from {source} verwendet kein Modell.</translation>
    </message>
    <message>
      <source>Leave out --from {source} or --model.</source>
      <translation>--from {source} oder --model weglassen.</translation>
    </message>
    <message>
      <source>{name} is not a mel spectrogram.</source>
      <translation>{name} ist kein Mel-Spektrogramm.</translation>
    </message>
    <message>
      <source>{name} is not a mel spectrogram of {bins} bands.</source>
      <translation>{name} ist kein Mel-Spektrogramm mit {bins} Bändern.</translation>
    </message>
    <message>
      <source>The cascade {name} follows no events: it alone decides when it sounds.</source>
      <translation>Die Kaskade {name} folgt keinen Ereignissen: Sie allein entscheidet, wann sie klingt.</translation>
    </message>
    <message>
      <source>{name} is a cascade, which does not support {option}.</source>
      <translation>{name} ist eine Kaskade, die {option} nicht unterstützt.</translation>
    </message>
    <message>
      <source>Leave it out, or choose another model.</source>
      <translation>Weglassen, oder ein anderes Modell wählen.</translation>
    </message>
    <message>
      <source>There is too little memory for the cascade {name}.</source>
      <translation>Für die Kaskade {name} reicht der Speicher nicht.</translation>
    </message>
    <message>
      <source>Close other programs, or compute on the CPU.</source>
      <translation>Andere Programme schließen, oder auf der CPU rechnen.</translation>
    </message>
    <message>
      <source>{name} could not keep {what}.</source>
      <translation>{name} konnte nicht alles behalten: {what}.</translation>
    </message>
    <message>
      <source>{name} starts {lead_s:.2f} s earlier, at a key frame: only MP4 and MOV can hide the frames before the range.</source>
      <translation>{name} beginnt {lead_s:.2f} s früher, bei einem Schlüsselbild: Nur MP4 und MOV können die Bilder vor dem Bereich verbergen.</translation>
    </message>
    <message>
      <source>{error} Only motion and light were compared.</source>
      <translation>{error} Nur Bewegung und Licht wurden verglichen.</translation>
    </message>
    <message>
      <source>No model that detects events is installed, so only motion and light were compared.</source>
      <translation>Kein Modell, das Ereignisse erkennt, ist installiert; nur Bewegung und Licht wurden verglichen.</translation>
    </message>
    <message>
      <source>The model {name} was not trained to detect events, so only motion and light were compared.</source>
      <translation>Das Modell {name} hat nicht gelernt, Ereignisse zu erkennen; nur Bewegung und Licht wurden verglichen.</translation>
    </message>
    <message>
      <source>Container</source>
      <translation>Container</translation>
    </message>
    <message>
      <source>Chapters</source>
      <translation>Kapitel</translation>
    </message>
    <message>
      <source>Time code</source>
      <translation>Timecode</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <source>{it}, shown as {shown}</source>
      <translation>{it}, gezeigt als {shown}</translation>
    </message>
    <message>
      <source>Rotation</source>
      <translation>Drehung</translation>
    </message>
    <message>
      <source>{angle}° counter-clockwise</source>
      <translation>{angle}° gegen den Uhrzeigersinn</translation>
    </message>
    <message>
      <source>Frame rate</source>
      <translation>Bildrate</translation>
    </message>
    <message>
      <source>{it} on average, varies</source>
      <translation>im Mittel {it}, schwankt</translation>
    </message>
    <message>
      <source>{it}, drop frame</source>
      <translation>{it}, Drop-Frame</translation>
    </message>
    <message>
      <source>Colour</source>
      <translation>Farbe</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>Audio {number}</source>
      <translation>Ton {number}</translation>
    </message>
    <message>
      <source>Subtitles {number}</source>
      <translation>Untertitel {number}</translation>
    </message>
    <message>
      <source>An export keeps</source>
      <translation>Ein Export behält</translation>
    </message>
    <message>
      <source>the picture's packets bit for bit, rotation, colour, tags, chapters and time code, and subtitles where the format holds them</source>
      <translation>die Pakete des Bildes Bit für Bit, Drehung, Farbe, Metadaten, Kapitel und Timecode, und Untertitel, wo das Format sie fasst</translation>
    </message>
    <message>
      <source>It leaves out</source>
      <translation>Er lässt weg</translation>
    </message>
    <message>
      <source>An EDL holds at most {most} markers, and these are {count}.</source>
      <translation>Eine EDL fasst höchstens {most} Marker, und dies sind {count}.</translation>
    </message>
    <message>
      <source>Write an .fcpxml or .csv file instead.</source>
      <translation>Stattdessen eine .fcpxml- oder .csv-Datei schreiben.</translation>
    </message>
    <message>
      <source>No hit of {name} sounds at {time_s:.3f} s, so none is left out there.</source>
      <translation>Kein Anschlag von {name} klingt bei {time_s:.3f} s, also wird dort keiner ausgelassen.</translation>
    </message>
    <message>
      <source>All hits of the reference are left out.</source>
      <translation>Alle Anschläge der Referenz sind ausgelassen.</translation>
    </message>
    <message>
      <source>Leave out fewer of them.</source>
      <translation>Weniger davon auslassen.</translation>
    </message>
    <message>
      <source>No model is installed for the neural engine.</source>
      <translation>Für die neuronale Engine ist kein Modell installiert.</translation>
    </message>
    <message>
      <source>Import one, or use the engine `grains`.</source>
      <translation>Eines importieren, oder die Engine `grains` verwenden.</translation>
    </message>
    <message>
      <source>The model {name} was not trained to detect events.</source>
      <translation>Das Modell {name} hat nicht gelernt, Ereignisse zu erkennen.</translation>
    </message>
    <message>
      <source>Detect them in the picture without a model, or use a model trained on events.</source>
      <translation>Sie ohne Modell im Bild erkennen, oder ein Modell verwenden, das Ereignisse gelernt hat.</translation>
    </message>
    <message>
      <source>The model {name} was trained on version {feature_version} of the {backend_name} features, but this program computes version {version}.</source>
      <translation>Das Modell {name} wurde mit Version {feature_version} der {backend_name}-Merkmale trainiert, dieses Programm berechnet Version {version}.</translation>
    </message>
    <message>
      <source>Use a model trained with this version, or the engine `grains`.</source>
      <translation>Ein mit dieser Version trainiertes Modell verwenden, oder die Engine `grains`.</translation>
    </message>
    <message>
      <source>Nothing is heard: every track is muted.</source>
      <translation>Nichts ist zu hören: Jede Spur ist stumm.</translation>
    </message>
    <message>
      <source>Unmute a track.</source>
      <translation>Eine Spur wieder hörbar machen.</translation>
    </message>
    <message>
      <source>The sound is at {lufs:.1f} LUFS, not at {target_lufs:.1f}: any louder, its attacks would be flattened.</source>
      <translation>Der Ton liegt bei {lufs:.1f} LUFS, nicht bei {target_lufs:.1f}: Lauter würden seine Anschläge flach.</translation>
    </message>
    <message>
      <source>The dub is {short_db:.1f} dB quieter than the clip's own sound: any louder, its attacks would be flattened.</source>
      <translation>Die Vertonung ist {short_db:.1f} dB leiser als der eigene Ton des Clips: Lauter würden ihre Anschläge flach.</translation>
    </message>
    <message>
      <source>The clip's own sound, which is kept as it is, peaks at {peak_dbtp:.1f} dBTP, above {ceiling_dbtp:.0f}.</source>
      <translation>Der eigene Ton des Clips, der bleibt, wie er ist, erreicht {peak_dbtp:.1f} dBTP, mehr als {ceiling_dbtp:.0f}.</translation>
    </message>
    <message>
      <source>{name} is an audio file and cannot hold an additional track.</source>
      <translation>{name} ist eine Audiodatei und fasst keine weitere Spur.</translation>
    </message>
    <message>
      <source>Use --original drop or mix, or write a video.</source>
      <translation>--original drop oder mix verwenden, oder ein Video schreiben.</translation>
    </message>
    <message>
      <source>{name} is an audio file; its suffix determines the codec.</source>
      <translation>{name} ist eine Audiodatei; ihre Endung bestimmt den Codec.</translation>
    </message>
    <message>
      <source>The clip's own sound is not changed for a mix, so {name} can only be {is_value}.</source>
      <translation>Der eigene Ton des Clips wird für eine Mischung nicht geändert, also geht für {name} nur {is_value}.</translation>
    </message>
    <message>
      <source>Leave {name} out, or use --original track.</source>
      <translation>{name} weglassen, oder --original track verwenden.</translation>
    </message>
    <message>
      <source>{name} could not be written: the disk is full or write-protected.</source>
      <translation>{name} konnte nicht geschrieben werden: Die Festplatte ist voll oder schreibgeschützt.</translation>
    </message>
    <message>
      <source>Free some space, or choose another folder.</source>
      <translation>Platz schaffen, oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
      <source>The sound of the take, {name}, cannot be read.</source>
      <translation>Der Ton des Takes, {name}, lässt sich nicht lesen.</translation>
    </message>
    <message>
      <source>Render the take again.</source>
      <translation>Den Take neu rendern.</translation>
    </message>
    <message>
      <source>No sudden event was found in the picture, so the model alone decides when it sounds.</source>
      <translation>Im Bild wurde kein plötzliches Ereignis gefunden; das Modell allein entscheidet, wann es klingt.</translation>
    </message>
    <message>
      <source>The model {name} has no event calibration, so it alone decides when it sounds.</source>
      <translation>Das Modell {name} hat keine Kalibrierung der Ereignisse; es allein entscheidet, wann es klingt.</translation>
    </message>
    <message>
      <source>The model {name} has no event calibration, so events cannot steer it.</source>
      <translation>Das Modell {name} hat keine Kalibrierung der Ereignisse; sie können es nicht steuern.</translation>
    </message>
    <message>
      <source>Let it decide when it sounds, or use a model whose training was completed.</source>
      <translation>Es selbst entscheiden lassen, wann es klingt, oder ein Modell verwenden, dessen Training abgeschlossen wurde.</translation>
    </message>
    <message>
      <source>{name} is very quiet, so it was raised by {gain_db:.0f} dB.</source>
      <translation>{name} ist sehr leise und wurde um {gain_db:.0f} dB angehoben.</translation>
    </message>
    <message>
      <source>{name} is silent, so there is no timbre to take from it.</source>
      <translation>{name} ist still; daraus lässt sich keine Klangfarbe gewinnen.</translation>
    </message>
    <message>
      <source>Choose another sound, or another part of this one.</source>
      <translation>Einen anderen Klang wählen, oder einen anderen Teil von diesem.</translation>
    </message>
    <message>
      <source>This project has no clip.</source>
      <translation>Dieses Projekt hat keinen Clip.</translation>
    </message>
    <message>
      <source>Add one in the editor.</source>
      <translation>Im Editor einen hinzufügen.</translation>
    </message>
    <message>
      <source>This project has {count} clips.</source>
      <translation>Dieses Projekt hat {count} Clips.</translation>
    </message>
    <message>
      <source>Use --clip with one of: {listed}.</source>
      <translation>--clip mit einem davon verwenden: {listed}.</translation>
    </message>
    <message>
      <source>Several clips are named {name}.</source>
      <translation>Mehrere Clips heißen {name}.</translation>
    </message>
    <message>
      <source>No clip is named {name}.</source>
      <translation>Kein Clip heißt {name}.</translation>
    </message>
    <message>
      <source>The clips are: {listed}.</source>
      <translation>Die Clips sind: {listed}.</translation>
    </message>
    <message>
      <source>Nothing is heard in the mix of {name}.</source>
      <translation>In der Mischung von {name} ist nichts zu hören.</translation>
    </message>
    <message>
      <source>Unmute a track that has a take, or make one.</source>
      <translation>Eine Spur mit Take wieder hörbar machen, oder einen Take rendern.</translation>
    </message>
    <message>
      <source>{name} is left out: it has neither a take nor a reference.</source>
      <translation>{name} wird ausgelassen: Es gibt weder Take noch Referenz.</translation>
    </message>
    <message>
      <source>{name} is left out: it has neither a take nor events.</source>
      <translation>{name} wird ausgelassen: Es gibt weder Take noch Ereignisse.</translation>
    </message>
    <message>
      <source>The grains engine does not support {asked}.</source>
      <translation>Die Engine Grains unterstützt {asked} nicht.</translation>
    </message>
    <message>
      <source>Leave it out, or use --engine neural.</source>
      <translation>Weglassen, oder --engine neural verwenden.</translation>
    </message>
    <message>
      <source>{name} is used, the model of the class {label}.</source>
      <translation>{name} wird verwendet, das Modell der Klasse {label}.</translation>
    </message>
    <message>
      <source>1 event lies after the end of {name}, at {duration_s:.2f} s.</source>
      <translation>1 Ereignis liegt hinter dem Ende von {name} bei {duration_s:.2f} s.</translation>
    </message>
    <message>
      <source>{count} events lie after the end of {name}, at {duration_s:.2f} s.</source>
      <translation>{count} Ereignisse liegen hinter dem Ende von {name} bei {duration_s:.2f} s.</translation>
    </message>
    <message>
      <source>The take could not be written to the folder for temporary files.</source>
      <translation>Der Take konnte nicht in den Ordner für temporäre Dateien geschrieben werden.</translation>
    </message>
    <message>
      <source>Free some space in {folder}, or set TMPDIR to another folder.</source>
      <translation>In {folder} Platz schaffen, oder TMPDIR auf einen anderen Ordner setzen.</translation>
    </message>
    <message>
      <source>the list of events</source>
      <translation>der Liste der Ereignisse</translation>
    </message>
    <message>
      <source>{name}, according to the model,</source>
      <translation>{name}, nach Ansicht des Modells,</translation>
    </message>
    <message>
      <source>the sound of {name}</source>
      <translation>dem Ton von {name}</translation>
    </message>
    <message>
      <source>the picture of {name}</source>
      <translation>dem Bild von {name}</translation>
    </message>
    <message>
      <source>No event was found in {where} between {start_s:.2f} s and {end_s:.2f} s.</source>
      <translation>In {where} wurde zwischen {start_s:.2f} s und {end_s:.2f} s kein Ereignis gefunden.</translation>
    </message>
    <message>
      <source>Choose another range, find the events in another way, raise the sensitivity, or set them by hand.</source>
      <translation>Einen anderen Bereich wählen, die Ereignisse auf andere Weise suchen, die Empfindlichkeit erhöhen oder sie von Hand setzen.</translation>
    </message>
    <message>
      <source>No model that detects events is installed, so they are detected in the picture without one.</source>
      <translation>Kein Modell, das Ereignisse erkennt, ist installiert; sie werden ohne eines im Bild erkannt.</translation>
    </message>
    <message>
      <source>The model {name} was not trained to detect events, so they are detected in the picture without one.</source>
      <translation>Das Modell {name} hat nicht gelernt, Ereignisse zu erkennen; sie werden ohne eines im Bild erkannt.</translation>
    </message>
    <message>
      <source>{error} Events are detected in the picture without it.</source>
      <translation>{error} Ereignisse werden ohne es im Bild erkannt.</translation>
    </message>
    <message>
      <source>The machine ran out of memory; the model now works in smaller windows.</source>
      <translation>Dem Rechner ging der Speicher aus; das Modell arbeitet nun in kleineren Fenstern.</translation>
    </message>
    <message>
      <source>The GPU ran out of memory; the model now works in smaller windows.</source>
      <translation>Der GPU ging der Speicher aus; das Modell arbeitet nun in kleineren Fenstern.</translation>
    </message>
    <message>
      <source>The GPU ran out of memory; the CPU is used instead.</source>
      <translation>Der GPU ging der Speicher aus; stattdessen rechnet die CPU.</translation>
    </message>
    <message>
      <source>The machine ran out of memory even with the model's smallest window.</source>
      <translation>Dem Rechner ging der Speicher selbst mit dem kleinsten Fenster des Modells aus.</translation>
    </message>
    <message>
      <source>Close other programs, or dub with the engine `grains`.</source>
      <translation>Andere Programme schließen, oder mit der Engine `grains` vertonen.</translation>
    </message>
    <message>
      <source>The answers cannot be written to {folder}: {reason}.</source>
      <translation>Die Antworten können nicht nach {folder} geschrieben werden: {reason}.</translation>
    </message>
    <message>
      <source>Free some space there.</source>
      <translation>Dort Platz schaffen.</translation>
    </message>
    <message>
      <source>{name} names no listener.</source>
      <translation>{name} nennt keinen Hörer.</translation>
    </message>
    <message>
      <source>There are already other answers of {name}.</source>
      <translation>Es gibt schon andere Antworten von {name}.</translation>
    </message>
    <message>
      <source>Change the listener's name in the file, if it is somebody else.</source>
      <translation>Den Namen des Hörers in der Datei ändern, wenn es jemand anderes ist.</translation>
    </message>
    <message>
      <source>{name} is too large to be answers.</source>
      <translation>{name} ist zu groß für Antworten.</translation>
    </message>
    <message>
      <source>{name} cannot be read: {reason}.</source>
      <translation>{name} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
      <source>{name} holds no answers ({error}).</source>
      <translation>{name} enthält keine Antworten ({error}).</translation>
    </message>
    <message>
      <source>{name} holds the answers to another listening test.</source>
      <translation>{name} enthält die Antworten zu einem anderen Hörtest.</translation>
    </message>
    <message>
      <source>{folder} cannot be read: {reason}.</source>
      <translation>{folder} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
      <source>The report {name} does not list its sounds.</source>
      <translation>Der Bericht {name} führt seine Klänge nicht auf.</translation>
    </message>
    <message>
      <source>Repeat the command `evaluate` that made it.</source>
      <translation>Den Befehl `evaluate` wiederholen, der ihn gemacht hat.</translation>
    </message>
    <message>
      <source>{file} is damaged ({error}).</source>
      <translation>{file} ist beschädigt ({error}).</translation>
    </message>
    <message>
      <source>The sounds of the report {name} are missing.</source>
      <translation>Die Klänge des Berichts {name} fehlen.</translation>
    </message>
    <message>
      <source>Sounds of the report that are missing: {count}.</source>
      <translation>Fehlende Klänge des Berichts: {count}.</translation>
    </message>
    <message>
      <source>{name} holds no sounds of systems.</source>
      <translation>{name} enthält keine Klänge von Systemen.</translation>
    </message>
    <message>
      <source>It should be a report, or hold a folder of sounds for each system.</source>
      <translation>Es sollte ein Bericht sein, oder für jedes System einen Ordner mit Klängen enthalten.</translation>
    </message>
    <message>
      <source>The ground truth is used as it is; the paper passes it through the vocoder first.</source>
      <translation>Der Originalton wird verwendet, wie er ist; im Paper durchläuft er zuerst den Vocoder.</translation>
    </message>
    <message>
      <source>There is no ground truth to compare with: no folder is named “Ground truth”.</source>
      <translation>Es gibt keinen Originalton zum Vergleich: Kein Ordner heißt „Ground truth“.</translation>
    </message>
    <message>
      <source>{path} cannot be read: {reason}.</source>
      <translation>{path} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
      <source>{title} holds nothing to judge on the chosen scales.</source>
      <translation>{title} enthält für die gewählten Skalen nichts zu beurteilen.</translation>
    </message>
    <message>
      <source>Choose another scale.</source>
      <translation>Eine andere Skala wählen.</translation>
    </message>
    <message>
      <source>The sitting cannot be written to {folder}: {reason}.</source>
      <translation>Die Sitzung kann nicht nach {folder} geschrieben werden: {reason}.</translation>
    </message>
    <message>
      <source>{name} holds no listening test.</source>
      <translation>{name} enthält keinen Hörtest.</translation>
    </message>
    <message>
      <source>Choose a folder with a {sitting}.</source>
      <translation>Einen Ordner mit einer Datei {sitting} wählen.</translation>
    </message>
    <message>
      <source>{path} was made by a newer version of the program.</source>
      <translation>{path} wurde von einer neueren Version des Programms gemacht.</translation>
    </message>
    <message>
      <source>{path} is damaged ({error}).</source>
      <translation>{path} ist beschädigt ({error}).</translation>
    </message>
    <message>
      <source>{missing} of the {count} files of the listening test {name} are missing.</source>
      <translation>{missing} der {count} Dateien des Hörtests {name} fehlen.</translation>
    </message>
    <message>
      <source>Copy the whole folder, or prepare the test again.</source>
      <translation>Den ganzen Ordner kopieren, oder den Test neu vorbereiten.</translation>
    </message>
    <message>
      <source>One sound is quieter than the others: mostly silence with a few peaks.</source>
      <translation>Ein Klang ist leiser als die anderen: meist Stille mit wenigen Spitzen.</translation>
    </message>
    <message>
      <source>{count} sounds are quieter than the others: mostly silence with a few peaks.</source>
      <translation>{count} Klänge sind leiser als die anderen: meist Stille mit wenigen Spitzen.</translation>
    </message>
    <message>
      <source>The folder {name} is not empty.</source>
      <translation>Der Ordner {name} ist nicht leer.</translation>
    </message>
    <message>
      <source>Choose a new one.</source>
      <translation>Einen neuen wählen.</translation>
    </message>
    <message>
      <source>a list of events</source>
      <translation>eine Liste von Ereignissen</translation>
    </message>
    <message>
      <source>The first line must name the columns: time_s,strength,muted,source,duration_s.</source>
      <translation>Die erste Zeile muss die Spalten nennen: time_s,strength,muted,source,duration_s.</translation>
    </message>
    <message>
      <source>{name}, line {header_line}: more than one column is named time_s.</source>
      <translation>{name}, Zeile {header_line}: Mehr als eine Spalte heißt time_s.</translation>
    </message>
    <message>
      <source>{name}, line {header_line}: no column is named time_s.</source>
      <translation>{name}, Zeile {header_line}: Keine Spalte heißt time_s.</translation>
    </message>
    <message>
      <source>{name}, line {header_line}: two columns are named {twice}.</source>
      <translation>{name}, Zeile {header_line}: Zwei Spalten heißen {twice}.</translation>
    </message>
    <message>
      <source>{name}, line {line}: {error}.</source>
      <translation>{name}, Zeile {line}: {error}.</translation>
    </message>
    <message>
      <source>{name} could not be written: {reason}.</source>
      <translation>{name} konnte nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
      <source>Choose an existing folder that you may write to.</source>
      <translation>Einen vorhandenen Ordner wählen, in den geschrieben werden darf.</translation>
    </message>
    <message>
      <source>there are none</source>
      <translation>es gibt keines</translation>
    </message>
    <message>
      <source>there is one</source>
      <translation>es gibt eines</translation>
    </message>
    <message>
      <source>there are two</source>
      <translation>es gibt zwei</translation>
    </message>
    <message>
      <source>Finding the rest takes at least three events to learn from; {there}.</source>
      <translation>Um den Rest zu finden, braucht es mindestens drei Ereignisse zum Lernen; {there}.</translation>
    </message>
    <message>
      <source>Add more events by hand, and try again.</source>
      <translation>Von Hand weitere Ereignisse setzen und es noch einmal versuchen.</translation>
    </message>
    <message>
      <source>At {time_s:.2f} s there is an event, and none was said to be there.</source>
      <translation>Bei {time_s:.2f} s ist ein Ereignis, und dort soll keines sein.</translation>
    </message>
    <message>
      <source>Delete the event, or take it out of those that are none.</source>
      <translation>Das Ereignis löschen, oder es aus denen nehmen, die keine sind.</translation>
    </message>
    <message>
      <source>Nothing of the clip is left to search.</source>
      <translation>Vom Clip bleibt nichts zu durchsuchen.</translation>
    </message>
    <message>
      <source>Learn from events of its beginning only.</source>
      <translation>Nur aus Ereignissen vom Anfang des Clips lernen.</translation>
    </message>
    <message>
      <source>{name} is neither a list of events nor a sound.</source>
      <translation>{name} ist weder eine Ereignisliste noch ein Klang.</translation>
    </message>
    <message>
      <source>Give a .csv file of events, or a sound that performs them.</source>
      <translation>Eine CSV-Datei mit Ereignissen angeben oder einen Klang, der sie vorgibt.</translation>
    </message>
    <message>
      <source>Nothing is performed in {name}: it is silent or steady.</source>
      <translation>In {name} wird nichts gespielt: Es ist still oder gleichmäßig.</translation>
    </message>
    <message>
      <source>Record claps or taps while the clip plays, or give the events as a CSV file.</source>
      <translation>Klatschen oder Klopfen aufnehmen, während der Clip läuft, oder die Ereignisse als CSV-Datei angeben.</translation>
    </message>
    <message>
      <source>The bninception features need the public BN-Inception weights.</source>
      <translation>Die bninception-Merkmale brauchen die öffentlichen Gewichte von BN-Inception.</translation>
    </message>
    <message>
      <source>Import them as a model file, or use the features `motion`.</source>
      <translation>Sie als Modelldatei importieren, oder die Merkmale `motion` verwenden.</translation>
    </message>
    <message>
      <source>There is no feature backend {name!r}.</source>
      <translation>Es gibt kein Merkmals-Backend {name!r}.</translation>
    </message>
    <message>
      <source>Use {known}.</source>
      <translation>Möglich: {known}.</translation>
    </message>
    <message>
      <source>it has no {tensor}</source>
      <translation>es fehlt {tensor}</translation>
    </message>
    <message>
      <source>{tensor} is {size}, not {wanted}</source>
      <translation>{tensor} ist {size}, nicht {wanted}</translation>
    </message>
    <message>
      <source>There is no file {name}.</source>
      <translation>Es gibt keine Datei {name}.</translation>
    </message>
    <message>
      <source>it cannot be read as a .pth or .safetensors file</source>
      <translation>es lässt sich nicht als .pth- oder .safetensors-Datei lesen</translation>
    </message>
    <message>
      <source>it is not a dictionary of tensors</source>
      <translation>es ist kein Verzeichnis von Tensoren</translation>
    </message>
    <message>
      <source>{name} does not hold the weights of BN-Inception: {reason}.</source>
      <translation>{name} enthält nicht die Gewichte von BN-Inception: {reason}.</translation>
    </message>
    <message>
      <source>Use the public file bn_inception-9f5701afb96c8044.pth.</source>
      <translation>Die öffentliche Datei bn_inception-9f5701afb96c8044.pth verwenden.</translation>
    </message>
    <message>
      <source>{name} holds no array that can be read.</source>
      <translation>{name} enthält kein lesbares Array.</translation>
    </message>
    <message>
      <source>A pickle must hold one array of numbers and nothing else.</source>
      <translation>Eine Pickle-Datei darf nur ein Array von Zahlen enthalten.</translation>
    </message>
    <message>
      <source>{name} holds no array of numbers.</source>
      <translation>{name} enthält kein Array von Zahlen.</translation>
    </message>
    <message>
      <source>{name} does not hold readable features.</source>
      <translation>{name} enthält keine lesbaren Merkmale.</translation>
    </message>
    <message>
      <source>It must be a .npy file of numbers.</source>
      <translation>Es muss eine .npy-Datei mit Zahlen sein.</translation>
    </message>
    <message>
      <source>{name} does not hold {half} values per frame.</source>
      <translation>{name} enthält nicht {half} Werte je Bild.</translation>
    </message>
    <message>
      <source>Use the rgb or flow features of the VAS data set.</source>
      <translation>Die rgb- oder flow-Merkmale des VAS-Datensatzes verwenden.</translation>
    </message>
    <message>
      <source>{name} holds no usable features.</source>
      <translation>{name} enthält keine brauchbaren Merkmale.</translation>
    </message>
    <message>
      <source>Extract them again.</source>
      <translation>Sie neu berechnen.</translation>
    </message>
    <message>
      <source>{name} could not be copied: {reason}.</source>
      <translation>{name} konnte nicht kopiert werden: {reason}.</translation>
    </message>
    <message>
      <source>Check that {folder} has free space and that you may write to it.</source>
      <translation>Prüfen, ob {folder} freien Platz hat und dorthin geschrieben werden darf.</translation>
    </message>
    <message>
      <source>That line is not a request: it is too long.</source>
      <translation>Diese Zeile ist keine Anfrage: Sie ist zu lang.</translation>
    </message>
    <message>
      <source>That line is not a request: {error}.</source>
      <translation>Diese Zeile ist keine Anfrage: {error}.</translation>
    </message>
    <message>
      <source>Out of memory.</source>
      <translation>Der Speicher reicht nicht.</translation>
    </message>
    <message>
      <source>Close other programs.</source>
      <translation>Andere Programme schließen.</translation>
    </message>
    <message>
      <source>The disk is full.</source>
      <translation>Die Festplatte ist voll.</translation>
    </message>
    <message>
      <source>Free some space and try again.</source>
      <translation>Platz schaffen und erneut versuchen.</translation>
    </message>
    <message>
      <source>Unexpected error: {kind}: {error}</source>
      <translation>Unerwarteter Fehler: {kind}: {error}</translation>
    </message>
    <message>
      <source>this PyTorch was built without CUDA</source>
      <translation>dieses PyTorch enthält kein CUDA</translation>
    </message>
    <message>
      <source>no CUDA GPU was found</source>
      <translation>es wurde keine CUDA-GPU gefunden</translation>
    </message>
    <message>
      <source>no NVIDIA driver was found</source>
      <translation>es wurde kein NVIDIA-Treiber gefunden</translation>
    </message>
    <message>
      <source>the NVIDIA driver could not be started</source>
      <translation>der NVIDIA-Treiber ließ sich nicht starten</translation>
    </message>
    <message>
      <source>this PyTorch has no kernels for the GPU</source>
      <translation>dieses PyTorch unterstützt die GPU nicht</translation>
    </message>
    <message>
      <source>the memory of the GPU is full</source>
      <translation>der Speicher der GPU ist voll</translation>
    </message>
    <message>
      <source>the GPU gave a wrong result</source>
      <translation>die GPU hat falsch gerechnet</translation>
    </message>
    <message>
      <source>there is no GPU {number}; the last one here is cuda:{last}</source>
      <translation>es gibt keine GPU {number}; die letzte hier ist cuda:{last}</translation>
    </message>
    <message>
      <source>CUDA cannot be used here: {problem}.</source>
      <translation>CUDA ist hier nicht verwendbar: {problem}.</translation>
    </message>
    <message>
      <source>Use the CPU, or `auto`.</source>
      <translation>Die CPU verwenden, oder `auto`.</translation>
    </message>
    <message>
      <source>The GPU cannot be used ({problem}); the CPU is used instead.</source>
      <translation>Die GPU ist nicht verwendbar ({problem}); stattdessen rechnet die CPU.</translation>
    </message>
    <message>
      <source>the NVIDIA driver is too old (it knows CUDA {version})</source>
      <translation>der NVIDIA-Treiber ist zu alt (er kennt CUDA {version})</translation>
    </message>
    <message>
      <source>PowerShell refused it</source>
      <translation>PowerShell hat es abgelehnt</translation>
    </message>
    <message>
      <source>The launcher could not be written: {reason}.</source>
      <translation>Der Starter konnte nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
      <source>Check that you may write to your own folders.</source>
      <translation>Prüfen, ob in die eigenen Ordner geschrieben werden darf.</translation>
    </message>
    <message>
      <source>Several workers ended at the same item, usually because they are out of memory.</source>
      <translation>Mehrere Prozesse endeten am selben Teil, meist weil der Speicher nicht reicht.</translation>
    </message>
    <message>
      <source>Give the workers more memory and run the same command again; it continues.</source>
      <translation>Den Prozessen mehr Speicher geben und denselben Befehl wiederholen; er macht weiter.</translation>
    </message>
    <message>
      <source>The scheduler at {address} is gone.</source>
      <translation>Der Scheduler unter {address} ist weg.</translation>
    </message>
    <message>
      <source>Start it again and run the same command; it continues where it stopped.</source>
      <translation>Ihn neu starten und denselben Befehl wiederholen; er macht weiter, wo er aufgehört hat.</translation>
    </message>
    <message>
      <source>No scheduler answers at {address}.</source>
      <translation>Unter {address} antwortet kein Scheduler.</translation>
    </message>
    <message>
      <source>Start one with `dask scheduler`, and workers with `dask worker ADDRESS`.</source>
      <translation>Einen mit `dask scheduler` starten, und Worker mit `dask worker ADRESSE`.</translation>
    </message>
    <message>
      <source>The worker at {host} does not see the folder {folder}.</source>
      <translation>Der Worker auf {host} sieht den Ordner {folder} nicht.</translation>
    </message>
    <message>
      <source>All workers need the same folders under the same paths.</source>
      <translation>Alle Worker brauchen dieselben Ordner unter denselben Pfaden.</translation>
    </message>
    <message>
      <source>Clusters need the packages of the group cluster.</source>
      <translation>Cluster brauchen die Pakete der Gruppe cluster.</translation>
    </message>
    <message>
      <source>uv sync --group cluster</source>
      <translation>uv sync --group cluster</translation>
    </message>
    <message>
      <source>Processes of the work were ended by the system, usually because they are out of memory.</source>
      <translation>Prozesse der Arbeit wurden vom System beendet, meist weil der Speicher nicht reicht.</translation>
    </message>
    <message>
      <source>Start again with fewer workers; it continues where it stopped.</source>
      <translation>Mit weniger Prozessen erneut starten; es geht dort weiter, wo es aufhörte.</translation>
    </message>
    <message>
      <source>{name} is {length_s:.0f} s long, more than the {limit_s:.0f} s that can be used at once.</source>
      <translation>{name} ist {length_s:.0f} s lang, mehr als die {limit_s:.0f} s, die auf einmal gehen.</translation>
    </message>
    <message>
      <source>Choose a part of it.</source>
      <translation>Einen Teil davon wählen.</translation>
    </message>
    <message>
      <source>chapter {name}</source>
      <translation>Kapitel {name}</translation>
    </message>
    <message>
      <source>picture {index}</source>
      <translation>Bild {index}</translation>
    </message>
    <message>
      <source>audio {index}</source>
      <translation>Ton {index}</translation>
    </message>
    <message>
      <source>subtitle {index}</source>
      <translation>Untertitel {index}</translation>
    </message>
    <message>
      <source>data {index}</source>
      <translation>Daten {index}</translation>
    </message>
    <message>
      <source>attachment {index}</source>
      <translation>Anhang {index}</translation>
    </message>
    <message>
      <source>stream {index}</source>
      <translation>Spur {index}</translation>
    </message>
    <message>
      <source>spherical projection</source>
      <translation>Kugelprojektion</translation>
    </message>
    <message>
      <source>arrangement of the 3D picture</source>
      <translation>Anordnung des 3D-Bilds</translation>
    </message>
    <message>
      <source>colours of the mastering display</source>
      <translation>Farben des Referenzmonitors</translation>
    </message>
    <message>
      <source>content light level</source>
      <translation>Helligkeitsangaben</translation>
    </message>
    <message>
      <source>colour profile</source>
      <translation>Farbprofil</translation>
    </message>
    <message>
      <source>tag {name}</source>
      <translation>Metadaten „{name}“</translation>
    </message>
    <message>
      <source>time code {code}</source>
      <translation>Timecode {code}</translation>
    </message>
    <message>
      <source>pixel aspect {shape}</source>
      <translation>Pixelseitenverhältnis {shape}</translation>
    </message>
    <message>
      <source>the declaration of Dolby Vision</source>
      <translation>Kennzeichnung als Dolby Vision</translation>
    </message>
    <message>
      <source>The picture of {name} cannot be decoded.</source>
      <translation>Das Bild von {name} lässt sich nicht dekodieren.</translation>
    </message>
    <message>
      <source>It is probably damaged.</source>
      <translation>Es ist wahrscheinlich beschädigt.</translation>
    </message>
    <message>
      <source>{name} has a suffix that is not supported for writing.</source>
      <translation>{name} hat eine Endung, die nicht geschrieben werden kann.</translation>
    </message>
    <message>
      <source>Use one of {kinds}.</source>
      <translation>Möglich: {kinds}.</translation>
    </message>
    <message>
      <source>A {suffix} file cannot be written with {codec} sound.</source>
      <translation>Eine {suffix}-Datei kann nicht mit {codec}-Ton geschrieben werden.</translation>
    </message>
    <message>
      <source>Use {codecs}.</source>
      <translation>Möglich: {codecs}.</translation>
    </message>
    <message>
      <source>Sound with {channels} channels cannot be written.</source>
      <translation>Ton mit {channels} Kanälen kann nicht geschrieben werden.</translation>
    </message>
    <message>
      <source>Use 1 to {most} channels.</source>
      <translation>1 bis {most} Kanäle verwenden.</translation>
    </message>
    <message>
      <source>{name} ({codec}) does not support a sample rate of {rate} Hz.</source>
      <translation>{name} ({codec}) unterstützt keine Abtastrate von {rate} Hz.</translation>
    </message>
    <message>
      <source>Use {fitting} Hz.</source>
      <translation>{fitting} Hz verwenden.</translation>
    </message>
    <message>
      <source>A {suffix} file cannot hold the sound of {name} ({codecs}) in addition to the new one.</source>
      <translation>Eine {suffix}-Datei fasst den Ton von {name} ({codecs}) nicht zusätzlich zum neuen.</translation>
    </message>
    <message>
      <source>A {suffix} file cannot hold the picture of {name} ({codecs}).</source>
      <translation>Eine {suffix}-Datei fasst das Bild von {name} ({codecs}) nicht.</translation>
    </message>
    <message>
      <source>Possible are {able}.</source>
      <translation>Möglich: {able}.</translation>
    </message>
    <message>
      <source>Convert the clip to H.264 and AAC first.</source>
      <translation>Den Clip zuerst in H.264 und AAC umwandeln.</translation>
    </message>
    <message>
      <source>{name} has no picture at {start_s:.3f} s.</source>
      <translation>{name} hat bei {start_s:.3f} s kein Bild.</translation>
    </message>
    <message>
      <source>{name} contains neither a picture nor a sound that can be decoded.</source>
      <translation>{name} enthält weder ein Bild noch einen Ton, der sich dekodieren lässt.</translation>
    </message>
    <message>
      <source>Convert it to MP4 with H.264 and AAC first.</source>
      <translation>Zuerst in MP4 mit H.264 und AAC umwandeln.</translation>
    </message>
    <message>
      <source>{name} has a picture of {width} x {height} pixels, which is too large.</source>
      <translation>{name} hat ein Bild von {width} × {height} Pixeln; das ist zu groß.</translation>
    </message>
    <message>
      <source>Scale it down first, unless it is damaged.</source>
      <translation>Es zuerst verkleinern, wenn es nicht beschädigt ist.</translation>
    </message>
    <message>
      <source>The clock of {name} jumps {jumped_s:.1f} s after its start: it was probably joined from several recordings.</source>
      <translation>Die Uhr von {name} springt {jumped_s:.1f} s nach dem Anfang: Die Datei wurde wohl aus mehreren Aufnahmen zusammengefügt.</translation>
    </message>
    <message>
      <source>Use the recordings one by one, or convert the file to MP4 first.</source>
      <translation>Die Aufnahmen einzeln verwenden, oder die Datei zuerst in MP4 umwandeln.</translation>
    </message>
    <message>
      <source>{name} has no picture that can be decoded.</source>
      <translation>{name} hat kein dekodierbares Bild.</translation>
    </message>
    <message>
      <source>{name} has no picture.</source>
      <translation>{name} hat kein Bild.</translation>
    </message>
    <message>
      <source>Choose a video file.</source>
      <translation>Eine Videodatei wählen.</translation>
    </message>
    <message>
      <source>{name} has B-frames, but does not say when they are shown.</source>
      <translation>{name} hat B-Frames, sagt aber nicht, wann sie zu sehen sind.</translation>
    </message>
    <message>
      <source>Convert it to MP4 first; its picture has to be encoded again.</source>
      <translation>Zuerst in MP4 umwandeln; das Bild muss neu kodiert werden.</translation>
    </message>
    <message>
      <source>{name} has no sound that can be decoded.</source>
      <translation>{name} hat keinen dekodierbaren Ton.</translation>
    </message>
    <message>
      <source>{name} has no sound.</source>
      <translation>{name} hat keinen Ton.</translation>
    </message>
    <message>
      <source>Choose a file with sound.</source>
      <translation>Eine Datei mit Ton wählen.</translation>
    </message>
    <message>
      <source>{name} has no audio track {number}.</source>
      <translation>{name} hat keine Tonspur {number}.</translation>
    </message>
    <message>
      <source>It has {count}.</source>
      <translation>Vorhanden: {count}.</translation>
    </message>
    <message>
      <source>The range from {start_s:.3f} s to {end_s:.3f} s is empty.</source>
      <translation>Der Bereich von {start_s:.3f} s bis {end_s:.3f} s ist leer.</translation>
    </message>
    <message>
      <source>It must start at 0 or later and end after its start.</source>
      <translation>Er muss bei 0 oder später beginnen und nach seinem Anfang enden.</translation>
    </message>
    <message>
      <source>The range starts at {start_s:.3f} s, but {name} ends at {duration_s:.3f} s.</source>
      <translation>Der Bereich beginnt bei {start_s:.3f} s, aber {name} endet bei {duration_s:.3f} s.</translation>
    </message>
    <message>
      <source>Choose an earlier start.</source>
      <translation>Einen früheren Anfang wählen.</translation>
    </message>
    <message>
      <source>{name} is a raw {form} stream, which has no time stamps.</source>
      <translation>{name} ist ein roher {form}-Strom ohne Zeitstempel.</translation>
    </message>
    <message>
      <source>Put it into an MP4 or MKV file with its frame rate first.</source>
      <translation>Ihn zuerst mit seiner Bildrate in eine MP4- oder MKV-Datei packen.</translation>
    </message>
    <message>
      <source>{name} claims to be {duration_s:.0f} s long, which cannot be used.</source>
      <translation>{name} gibt eine Länge von {duration_s:.0f} s an; das ist nicht verwendbar.</translation>
    </message>
    <message>
      <source>It is probably damaged; save it again with the program that made it.</source>
      <translation>Die Datei ist wahrscheinlich beschädigt; mit dem Programm, das sie gemacht hat, neu speichern.</translation>
    </message>
    <message>
      <source>The sound of {name} cannot be decoded.</source>
      <translation>Der Ton von {name} lässt sich nicht dekodieren.</translation>
    </message>
    <message>
      <source>The sound of {name} has samples of the format {form}, which cannot be read.</source>
      <translation>Der Ton von {name} hat das Format {form}, das sich nicht lesen lässt.</translation>
    </message>
    <message>
      <source>Convert it to 24 bits first.</source>
      <translation>Ihn zuerst in 24 Bit umwandeln.</translation>
    </message>
    <message>
      <source>{name} is neither a video nor an audio file.</source>
      <translation>{name} ist weder eine Video- noch eine Audiodatei.</translation>
    </message>
    <message>
      <source>Choose a video or audio file that plays in a media player.</source>
      <translation>Eine Video- oder Audiodatei wählen, die ein Mediaplayer abspielt.</translation>
    </message>
    <message>
      <source>{name} is encrypted, so its picture and sound cannot be read.</source>
      <translation>{name} ist verschlüsselt; Bild und Ton lassen sich nicht lesen.</translation>
    </message>
    <message>
      <source>Use a copy without copy protection.</source>
      <translation>Eine Kopie ohne Kopierschutz verwenden.</translation>
    </message>
    <message>
      <source>{name} is a folder, not a media file.</source>
      <translation>{name} ist ein Ordner, keine Mediendatei.</translation>
    </message>
    <message>
      <source>{name} is not a regular file.</source>
      <translation>{name} ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
      <source>{name} is empty.</source>
      <translation>{name} ist leer.</translation>
    </message>
    <message>
      <source>Copy or record it again.</source>
      <translation>Neu kopieren oder aufnehmen.</translation>
    </message>
    <message>
      <source>You do not have permission to read {name}.</source>
      <translation>{name} darf nicht gelesen werden: Die Berechtigung fehlt.</translation>
    </message>
    <message>
      <source>Change its permissions.</source>
      <translation>Die Berechtigungen ändern.</translation>
    </message>
    <message>
      <source>{name} cannot be read.</source>
      <translation>{name} kann nicht gelesen werden.</translation>
    </message>
    <message>
      <source>The system says: {error}.</source>
      <translation>Das System meldet: {error}.</translation>
    </message>
    <message>
      <source>{name} could not be read: the disk did not answer in time.</source>
      <translation>{name} konnte nicht gelesen werden: Die Festplatte hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
      <source>Check the disk or the network drive and try again; the file may be damaged.</source>
      <translation>Festplatte oder Netzlaufwerk prüfen und es noch einmal versuchen; die Datei ist vielleicht beschädigt.</translation>
    </message>
    <message>
      <source>{name} needs more memory than is available.</source>
      <translation>{name} braucht mehr Speicher, als vorhanden ist.</translation>
    </message>
    <message>
      <source>{name} cannot be read: it is damaged or not media.</source>
      <translation>{name} kann nicht gelesen werden: Es ist beschädigt oder keine Mediendatei.</translation>
    </message>
    <message>
      <source>there is no space left on the disk</source>
      <translation>die Festplatte hat keinen Platz mehr</translation>
    </message>
    <message>
      <source>Free some space or choose another disk.</source>
      <translation>Platz schaffen, oder eine andere Festplatte wählen.</translation>
    </message>
    <message>
      <source>your disk quota is exceeded</source>
      <translation>das Speicherkontingent ist erschöpft</translation>
    </message>
    <message>
      <source>the file would exceed the size limit</source>
      <translation>die Datei würde zu groß</translation>
    </message>
    <message>
      <source>Choose another disk.</source>
      <translation>Eine andere Festplatte wählen.</translation>
    </message>
    <message>
      <source>the disk is read-only</source>
      <translation>die Festplatte ist schreibgeschützt</translation>
    </message>
    <message>
      <source>you do not have permission to write there</source>
      <translation>dort darf nicht geschrieben werden</translation>
    </message>
    <message>
      <source>its name is too long</source>
      <translation>der Name ist zu lang</translation>
    </message>
    <message>
      <source>Choose a shorter name.</source>
      <translation>Einen kürzeren Namen wählen.</translation>
    </message>
    <message>
      <source>Use one of {suffixes}.</source>
      <translation>Möglich: {suffixes}.</translation>
    </message>
    <message>
      <source>There is no folder {folder}.</source>
      <translation>Es gibt keinen Ordner {folder}.</translation>
    </message>
    <message>
      <source>Create it, or choose another.</source>
      <translation>Ihn anlegen, oder einen anderen wählen.</translation>
    </message>
    <message>
      <source>Choose another name.</source>
      <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
      <source>{name} would be written twice.</source>
      <translation>{name} würde zweimal geschrieben.</translation>
    </message>
    <message>
      <source>Choose different names for the output, its stems and its markers.</source>
      <translation>Verschiedene Namen für die Ausgabe, ihre Stems und ihre Marker wählen.</translation>
    </message>
    <message>
      <source>{folder} is not writable.</source>
      <translation>In {folder} darf nicht geschrieben werden.</translation>
    </message>
    <message>
      <source>{name} already exists.</source>
      <translation>{name} gibt es schon.</translation>
    </message>
    <message>
      <source>Use --overwrite, or choose another name.</source>
      <translation>--overwrite verwenden, oder einen anderen Namen wählen.</translation>
    </message>
    <message>
      <source>{output} is a folder.</source>
      <translation>{output} ist ein Ordner.</translation>
    </message>
    <message>
      <source>Add a file name.</source>
      <translation>Einen Dateinamen anhängen.</translation>
    </message>
    <message>
      <source>{output} is a pipe or a device.</source>
      <translation>{output} ist eine Pipe oder ein Gerät.</translation>
    </message>
    <message>
      <source>The name {name} is too long for a file.</source>
      <translation>Der Name {name} ist zu lang für eine Datei.</translation>
    </message>
    <message>
      <source>Choose a shorter one.</source>
      <translation>Einen kürzeren wählen.</translation>
    </message>
    <message>
      <source>Try another folder.</source>
      <translation>Einen anderen Ordner versuchen.</translation>
    </message>
    <message>
      <source>the system says: {reason}</source>
      <translation>das System meldet: {reason}</translation>
    </message>
    <message>
      <source>The sound is empty.</source>
      <translation>Der Klang ist leer.</translation>
    </message>
    <message>
      <source>Choose a longer one.</source>
      <translation>Einen längeren wählen.</translation>
    </message>
    <message>
      <source>Resemblyzer is not installed, so the paper's timbre similarity is left out.</source>
      <translation>Resemblyzer ist nicht installiert; die Ähnlichkeit der Klangfarbe aus dem Paper entfällt.</translation>
    </message>
    <message>
      <source>Install it with `uv sync --group evaluate`.</source>
      <translation>Mit `uv sync --group evaluate` installieren.</translation>
    </message>
    <message>
      <source>must be a multiple of sgau_group_channels</source>
      <translation>muss ein Vielfaches von sgau_group_channels sein</translation>
    </message>
    <message>
      <source>is only for {count} features</source>
      <translation>gilt nur für {count} Merkmale</translation>
    </message>
    <message>
      <source>is only for attentive_statistics</source>
      <translation>gilt nur für attentive_statistics</translation>
    </message>
    <message>
      <source>must be a multiple of twice decoder_heads</source>
      <translation>muss ein Vielfaches des Doppelten von decoder_heads sein</translation>
    </message>
    <message>
      <source>is too large for so many decoder_blocks</source>
      <translation>ist zu groß für so viele decoder_blocks</translation>
    </message>
    <message>
      <source>makes a model of more than {most} GB</source>
      <translation>ergibt ein Modell von mehr als {most} GB</translation>
    </message>
    <message>
      <source>has no {name}</source>
      <translation>enthält {name} nicht</translation>
    </message>
    <message>
      <source>{name} is a {held}, not a {part}.</source>
      <translation>{name} ist vom Typ {held}, nicht {part}.</translation>
    </message>
    <message>
      <source>Name the model files of REGNET and SPEECHSPLIT in this order.</source>
      <translation>Die Modelldateien von REGNET und SPEECHSPLIT in dieser Reihenfolge nennen.</translation>
    </message>
    <message>
      <source>{name} is no cascade of REGNET and SPEECHSPLIT.</source>
      <translation>{name} ist keine Kaskade aus REGNET und SPEECHSPLIT.</translation>
    </message>
    <message>
      <source>The model file {name} could not be written.</source>
      <translation>Die Modelldatei {name} konnte nicht geschrieben werden.</translation>
    </message>
    <message>
      <source>Check that {folder} is a folder with free space that you may write to.</source>
      <translation>Prüfen, ob {folder} ein Ordner mit freiem Platz ist, in den geschrieben werden darf.</translation>
    </message>
    <message>
      <source>{name} is a cascade, which has neither a temporal code nor a timbre vector.</source>
      <translation>{name} ist eine Kaskade, die weder einen Zeitcode noch einen Klangfarbenvektor hat.</translation>
    </message>
    <message>
      <source>A cascade can only be dubbed with and evaluated; choose another model for this.</source>
      <translation>Mit einer Kaskade lässt sich nur vertonen und auswerten; dafür ein anderes Modell wählen.</translation>
    </message>
    <message>
      <source>No installed model was trained on one of these classes alone: {classes}.</source>
      <translation>Kein installiertes Modell wurde auf einer dieser Klassen allein trainiert: {classes}.</translation>
    </message>
    <message>
      <source>Choose a model by its name, or one of the classes that have their own: {known}.</source>
      <translation>Ein Modell beim Namen wählen, oder eine der Klassen, die ein eigenes haben: {known}.</translation>
    </message>
    <message>
      <source>Choose a model by its name; no class has its own.</source>
      <translation>Ein Modell beim Namen wählen; keine Klasse hat ein eigenes.</translation>
    </message>
    <message>
      <source>The choice could not be stored: {reason}.</source>
      <translation>Die Wahl konnte nicht gespeichert werden: {reason}.</translation>
    </message>
    <message>
      <source>Check that you may write to {folder}.</source>
      <translation>Prüfen, ob in {folder} geschrieben werden darf.</translation>
    </message>
    <message>
      <source>{name} is a folder, but not that of a run.</source>
      <translation>{name} ist ein Ordner, aber nicht der eines Laufs.</translation>
    </message>
    <message>
      <source>Choose a model file.</source>
      <translation>Eine Modelldatei wählen.</translation>
    </message>
    <message>
      <source>The run {name} has no finished model.</source>
      <translation>Der Lauf {name} hat kein fertiges Modell.</translation>
    </message>
    <message>
      <source>Continue it, or import one of its checkpoints: checkpoints/step_...{suffix}</source>
      <translation>Ihn fortsetzen, oder einen seiner Checkpoints importieren: checkpoints/step_...{suffix}</translation>
    </message>
    <message>
      <source>Another model is installed as {name}.</source>
      <translation>Ein anderes Modell ist als {name} installiert.</translation>
    </message>
    <message>
      <source>Another model is now installed as {name}.</source>
      <translation>Inzwischen ist ein anderes Modell als {name} installiert.</translation>
    </message>
    <message>
      <source>Remove or rename it first.</source>
      <translation>Es zuerst entfernen oder umbenennen.</translation>
    </message>
    <message>
      <source>{name} is not among your models.</source>
      <translation>{name} gehört nicht zu den eigenen Modellen.</translation>
    </message>
    <message>
      <source>{name} could not be moved: {reason}.</source>
      <translation>{name} konnte nicht verschoben werden: {reason}.</translation>
    </message>
    <message>
      <source>Check that you may write to the models folder.</source>
      <translation>Prüfen, ob in den Modellordner geschrieben werden darf.</translation>
    </message>
    <message>
      <source>There is no {kind} named {name} (installed: {known}).</source>
      <translation>Vom Typ {kind} gibt es nichts namens {name} (installiert: {known}).</translation>
    </message>
    <message>
      <source>Use the path of a model file, or import one.</source>
      <translation>Den Pfad einer Modelldatei angeben, oder eine importieren.</translation>
    </message>
    <message>
      <source>{name} is a {held}, not a {kind}.</source>
      <translation>{name} ist vom Typ {held}, nicht {kind}.</translation>
    </message>
    <message>
      <source>The list of models shows the kind of each.</source>
      <translation>Die Liste der Modelle zeigt die Art eines jeden.</translation>
    </message>
    <message>
      <source>Rename the file first.</source>
      <translation>Die Datei zuerst umbenennen.</translation>
    </message>
    <message>
      <source>{name} does not match its checksum file.</source>
      <translation>{name} passt nicht zu seiner Prüfsummendatei.</translation>
    </message>
    <message>
      <source>Copy it again.</source>
      <translation>Die Datei neu kopieren.</translation>
    </message>
    <message>
      <source>There is no model file {name}.</source>
      <translation>Es gibt keine Modelldatei {name}.</translation>
    </message>
    <message>
      <source>The list of models shows those that are installed.</source>
      <translation>Die Liste der Modelle zeigt die installierten.</translation>
    </message>
    <message>
      <source>The model file {name} cannot be read.</source>
      <translation>Die Modelldatei {name} kann nicht gelesen werden.</translation>
    </message>
    <message>
      <source>Check that it is a file that you may read.</source>
      <translation>Prüfen, ob es eine Datei ist, die gelesen werden darf.</translation>
    </message>
    <message>
      <source>{name} is not a model of this program.</source>
      <translation>{name} ist kein Modell dieses Programms.</translation>
    </message>
    <message>
      <source>Train a model, or import another file.</source>
      <translation>Ein Modell trainieren, oder eine andere Datei importieren.</translation>
    </message>
    <message>
      <source>{name} was made by a newer version of this program (this version reads model format {format_version}).</source>
      <translation>{name} wurde von einer neueren Version dieses Programms gemacht (diese liest das Modellformat {format_version}).</translation>
    </message>
    <message>
      <source>Update the program, or use another model.</source>
      <translation>Das Programm aktualisieren, oder ein anderes Modell verwenden.</translation>
    </message>
    <message>
      <source>{name} is made for a different mel spectrogram ({difference}).</source>
      <translation>{name} ist für ein anderes Mel-Spektrogramm gemacht ({difference}).</translation>
    </message>
    <message>
      <source>Use a model that was trained with this program.</source>
      <translation>Ein Modell verwenden, das mit diesem Programm trainiert wurde.</translation>
    </message>
    <message>
      <source>The model file {name} is damaged or incomplete ({where}).</source>
      <translation>Die Modelldatei {name} ist beschädigt oder unvollständig ({where}).</translation>
    </message>
    <message>
      <source>Copy or download it again.</source>
      <translation>Neu kopieren oder herunterladen.</translation>
    </message>
    <message>
      <source>it cannot be read</source>
      <translation>sie lässt sich nicht lesen</translation>
    </message>
    <message>
      <source>Did you mean {name}?</source>
      <translation>War {name} gemeint?</translation>
    </message>
    <message>
      <source>Cancelled.</source>
      <translation>Abgebrochen.</translation>
    </message>
    <message>
      <source>Check that it still exists.</source>
      <translation>Prüfen, ob es noch da ist.</translation>
    </message>
    <message>
      <source>must be `match`, `off` or a number of LUFS</source>
      <translation>muss `match`, `off` oder eine Zahl in LUFS sein</translation>
    </message>
    <message>
      <source>two tracks have the same id</source>
      <translation>zwei Spuren haben dieselbe Kennung</translation>
    </message>
    <message>
      <source>too much of it is damaged</source>
      <translation>zu viel davon ist beschädigt</translation>
    </message>
    <message>
      <source>The recording could not be stored.</source>
      <translation>Die Aufnahme konnte nicht gespeichert werden.</translation>
    </message>
    <message>
      <source>The take could not be stored in the cache.</source>
      <translation>Der Take konnte nicht im Cache gespeichert werden.</translation>
    </message>
    <message>
      <source>Free some space on the disk of {folder}.</source>
      <translation>Auf der Festplatte von {folder} Platz schaffen.</translation>
    </message>
    <message>
      <source>{name} could not be saved: {reason}.</source>
      <translation>{name} konnte nicht gespeichert werden: {reason}.</translation>
    </message>
    <message>
      <source>Save it to another folder.</source>
      <translation>In einem anderen Ordner speichern.</translation>
    </message>
    <message>
      <source>Choose another file.</source>
      <translation>Eine andere Datei wählen.</translation>
    </message>
    <message>
      <source>{name} cannot be read: it is damaged, or is no project.</source>
      <translation>{name} kann nicht gelesen werden: Die Datei ist beschädigt oder kein Projekt.</translation>
    </message>
    <message>
      <source>Open an older copy of it.</source>
      <translation>Eine ältere Kopie öffnen.</translation>
    </message>
    <message>
      <source>{name} is not a VarietySound Studio project.</source>
      <translation>{name} ist kein Projekt von VarietySound Studio.</translation>
    </message>
    <message>
      <source>{name} was created by a newer version of VarietySound Studio.</source>
      <translation>{name} wurde mit einer neueren Version von VarietySound Studio erstellt.</translation>
    </message>
    <message>
      <source>Update the program to open it.</source>
      <translation>Zum Öffnen das Programm aktualisieren.</translation>
    </message>
    <message>
      <source>{name} is damaged: {error}.</source>
      <translation>{name} ist beschädigt: {error}.</translation>
    </message>
    <message>
      <source>Take {number} could not be saved: {reason}.</source>
      <translation>Take {number} konnte nicht gespeichert werden: {reason}.</translation>
    </message>
    <message>
      <source>Free disk space or save the project elsewhere.</source>
      <translation>Platz schaffen, oder das Projekt anderswo speichern.</translation>
    </message>
    <message>
      <source>must be in order of time</source>
      <translation>muss zeitlich geordnet sein</translation>
    </message>
    <message>
      <source>Check that the file exists and is readable.</source>
      <translation>Prüfen, ob die Datei da ist und gelesen werden darf.</translation>
    </message>
    <message>
      <source>The cache {folder} cannot be written: {reason}.</source>
      <translation>Der Cache {folder} kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
      <source>This name is too long for a model.</source>
      <translation>Dieser Name ist für ein Modell zu lang.</translation>
    </message>
    <message>
      <source>A model cannot be named {name}.</source>
      <translation>Ein Modell kann nicht {name} heißen.</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>leer</translation>
    </message>
    <message>
      <source>The folder for temporary files cannot be used: {reason}.</source>
      <translation>Der Ordner für temporäre Dateien ist nicht verwendbar: {reason}.</translation>
    </message>
    <message>
      <source>Free some space there, or set TMPDIR to another folder.</source>
      <translation>Dort Platz schaffen, oder TMPDIR auf einen anderen Ordner setzen.</translation>
    </message>
    <message>
      <source>must be from {low:.12g} to {high:.12g}, not {number:.12g}</source>
      <translation>muss von {low:.12g} bis {high:.12g} sein, nicht {number:.12g}</translation>
    </message>
    <message>
      <source>must be a multiple of {factor}, not {number:.12g}</source>
      <translation>muss ein Vielfaches von {factor} sein, nicht {number:.12g}</translation>
    </message>
    <message>
      <source>must be odd, not {number:.12g}</source>
      <translation>muss ungerade sein, nicht {number:.12g}</translation>
    </message>
    <message>
      <source>Check that the file exists and that you may read it.</source>
      <translation>Prüfen, ob die Datei da ist und gelesen werden darf.</translation>
    </message>
    <message>
      <source>{name} is too large to be {what}.</source>
      <translation>{name} ist zu groß für {what}.</translation>
    </message>
    <message>
      <source>{name} is not a text file.</source>
      <translation>{name} ist keine Textdatei.</translation>
    </message>
    <message>
      <source>{name}, line {line}: a quotation mark is not closed.</source>
      <translation>{name}, Zeile {line}: Ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
      <source>expected `{wanted}`, got {found}</source>
      <translation>erwartet `{wanted}`, nicht {found}</translation>
    </message>
    <message>
      <source>object missing required field `{name}`</source>
      <translation>das Feld `{name}` fehlt</translation>
    </message>
    <message>
      <source>object contains unknown field `{name}`</source>
      <translation>das Feld `{name}` ist unbekannt</translation>
    </message>
    <message>
      <source>JSON is malformed: {how} (byte {place})</source>
      <translation>fehlerhaftes JSON: {how} (Byte {place})</translation>
    </message>
    <message>
      <source>nested too deeply</source>
      <translation>zu tief verschachtelt</translation>
    </message>
    <message>
      <source>not a set of fields</source>
      <translation>keine Gruppe von Feldern</translation>
    </message>
    <message>
      <source>not a version number</source>
      <translation>keine Versionsnummer</translation>
    </message>
    <message>
      <source>must multiply to {hop}, not {product}</source>
      <translation>müssen multipliziert {hop} ergeben, nicht {product}</translation>
    </message>
    <message>
      <source>must have as many values as upsample_rates</source>
      <translation>muss so viele Werte wie upsample_rates haben</translation>
    </message>
    <message>
      <source>must exceed their rates by an even number</source>
      <translation>müssen ihre Raten um eine gerade Zahl übertreffen</translation>
    </message>
    <message>
      <source>cannot be {count}: every upsampling halves them</source>
      <translation>kann nicht {count} sein: Jede Verdopplung der Rate halbiert sie</translation>
    </message>
    <message>
      <source>must have as many values as block_kernels</source>
      <translation>muss so viele Werte wie block_kernels haben</translation>
    </message>
    <message>
      <source>must be odd</source>
      <translation>müssen ungerade sein</translation>
    </message>
    <message>
      <source>must have an even size of at least two hops</source>
      <translation>muss eine gerade Größe von mindestens zwei Schritten haben</translation>
    </message>
    <message>
      <source>must make at most {most} convolutions, not {count}</source>
      <translation>darf höchstens {most} Faltungen ergeben, nicht {count}</translation>
    </message>
    <message>
      <source>must reach at most {most} mel frames</source>
      <translation>darf höchstens {most} Mel-Rahmen weit reichen</translation>
    </message>
    <message>
      <source>makes a vocoder of more than {most} GB</source>
      <translation>ergibt einen Vocoder von mehr als {most} GB</translation>
    </message>
    <message>
      <source>Train a vocoder on the mel of this program instead.</source>
      <translation>Stattdessen einen Vocoder für das Mel dieses Programms trainieren.</translation>
    </message>
    <message>
      <source>Check its name and its folder.</source>
      <translation>Namen und Ordner prüfen.</translation>
    </message>
    <message>
      <source>it is neither a model of this program nor a PyTorch file of weights</source>
      <translation>es ist weder ein Modell dieses Programms noch eine PyTorch-Datei mit Gewichten</translation>
    </message>
    <message>
      <source>it is a PyTorch file, but not one of weights by name</source>
      <translation>es ist eine PyTorch-Datei, aber keine mit benannten Gewichten</translation>
    </message>
    <message>
      <source>it holds the discriminators of a HiFi-GAN, not its generator</source>
      <translation>es enthält die Diskriminatoren eines HiFi-GAN, nicht seinen Generator</translation>
    </message>
    <message>
      <source>it holds another network than HiFi-GAN, which starts with {start}</source>
      <translation>es enthält ein anderes Netz als HiFi-GAN, das mit {start} beginnt</translation>
    </message>
    <message>
      <source>it is a HiFi-GAN that reads {bands} mel bands, not {wanted}</source>
      <translation>es ist ein HiFi-GAN, das {bands} Mel-Bänder liest, nicht {wanted}</translation>
    </message>
    <message>
      <source>it is a HiFi-GAN of {channels} channels and {count} weights, which is none of the official layouts V1, V2 and V3</source>
      <translation>es ist ein HiFi-GAN mit {channels} Kanälen und {count} Gewichten und damit keine der offiziellen Bauformen V1, V2 und V3</translation>
    </message>
    <message>
      <source>{name} cannot be imported: {what}.</source>
      <translation>{name} kann nicht importiert werden: {what}.</translation>
    </message>
    <message>
      <source>Import a model of this program (*{suffix}) or an official HiFi-GAN generator.</source>
      <translation>Ein Modell dieses Programms (*{suffix}) oder einen offiziellen HiFi-GAN-Generator importieren.</translation>
    </message>
    <message>
      <source>The vocoder ran out of memory.</source>
      <translation>Dem Vocoder ging der Speicher aus.</translation>
    </message>
    <message>
      <source>The GPU ran out of memory; the vocoder uses the CPU instead.</source>
      <translation>Der GPU ging der Speicher aus; der Vocoder rechnet stattdessen auf der CPU.</translation>
    </message>
    <message>
      <source>One run's folder is expected.</source>
      <translation>Der Ordner eines Laufs wird erwartet.</translation>
    </message>
    <message>
      <source>python -m training RUN_DIR</source>
      <translation>python -m training LAUFORDNER</translation>
    </message>
    <message>
      <source>REGNET needs at least two clips to train on, for its batch normalisation.</source>
      <translation>REGNET braucht für seine Batch-Normalisierung mindestens zwei Clips zum Trainieren.</translation>
    </message>
    <message>
      <source>Use a data set with more clips, or a larger batch.</source>
      <translation>Einen Datensatz mit mehr Clips verwenden, oder einen größeren Batch.</translation>
    </message>
    <message>
      <source>Name either a folder of clips, --procedural N or --describe DATASET.</source>
      <translation>Entweder einen Ordner mit Clips, --procedural N oder --describe DATENSATZ nennen.</translation>
    </message>
    <message>
      <source>prepare CLIPS --output DATASET, or prepare --procedural N --output DATASET</source>
      <translation>prepare CLIPS --output DATENSATZ, oder prepare --procedural N --output DATENSATZ</translation>
    </message>
    <message>
      <source>--effects is for --procedural, not for a folder of clips.</source>
      <translation>--effects gilt für --procedural, nicht für einen Ordner mit Clips.</translation>
    </message>
    <message>
      <source>--sounds-only is for --procedural.</source>
      <translation>--sounds-only gilt für --procedural.</translation>
    </message>
    <message>
      <source>--verify is for --describe.</source>
      <translation>--verify gilt für --describe.</translation>
    </message>
    <message>
      <source>--sample needs --describe DATASET and --output FILE.wav.</source>
      <translation>--sample braucht --describe DATENSATZ und --output DATEI.wav.</translation>
    </message>
    <message>
      <source>--preset is for --sample.</source>
      <translation>--preset gilt für --sample.</translation>
    </message>
    <message>
      <source>--progress is for --json.</source>
      <translation>--progress gilt für --json.</translation>
    </message>
    <message>
      <source>Where should the data set be saved?</source>
      <translation>Wo soll der Datensatz gespeichert werden?</translation>
    </message>
    <message>
      <source>Name a folder with --output.</source>
      <translation>Mit --output einen Ordner nennen.</translation>
    </message>
    <message>
      <source>--{name} is for a folder of clips, not for --{other}.</source>
      <translation>--{name} gilt für einen Ordner mit Clips, nicht für --{other}.</translation>
    </message>
    <message>
      <source>{output} cannot be written ({reason}).</source>
      <translation>{output} kann nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
      <source>Name a WAV file in a folder that you may write to.</source>
      <translation>Eine WAV-Datei in einem Ordner nennen, in den geschrieben werden darf.</translation>
    </message>
    <message>
      <source>--csv needs --compare.</source>
      <translation>--csv braucht --compare.</translation>
    </message>
    <message>
      <source>runs --compare RUN_DIR RUN_DIR --csv FILE</source>
      <translation>runs --compare LAUFORDNER LAUFORDNER --csv DATEI</translation>
    </message>
    <message>
      <source>Which run?</source>
      <translation>Welcher Lauf?</translation>
    </message>
    <message>
      <source>runs RUN_DIR --{asked}</source>
      <translation>runs LAUFORDNER --{asked}</translation>
    </message>
    <message>
      <source>It contains runs; name one of them: {runs}.</source>
      <translation>Er enthält Läufe; einen davon nennen: {runs}.</translation>
    </message>
    <message>
      <source>The run is {state}, not {wanted}.</source>
      <translation>Der Zustand des Laufs ist {state}, nicht {wanted}.</translation>
    </message>
    <message>
      <source>The run has not answered yet.</source>
      <translation>Der Lauf hat noch nicht geantwortet.</translation>
    </message>
    <message>
      <source>It will after its current step; if it hangs, end its process.</source>
      <translation>Er tut es nach seinem aktuellen Schritt; wenn er hängt, seinen Prozess beenden.</translation>
    </message>
    <message>
      <source>Where should the run be saved?</source>
      <translation>Wo soll der Lauf gespeichert werden?</translation>
    </message>
    <message>
      <source>Name a new folder with --run.</source>
      <translation>Mit --run einen neuen Ordner nennen.</translation>
    </message>
    <message>
      <source>The runs of several classes follow one another: leave out --detach.</source>
      <translation>Die Läufe mehrerer Klassen folgen aufeinander: --detach weglassen.</translation>
    </message>
    <message>
      <source>Runs of each class begin anew: leave out --resume-from.</source>
      <translation>Läufe je Klasse beginnen neu: --resume-from weglassen.</translation>
    </message>
    <message>
      <source>Runs of each class need a data set.</source>
      <translation>Läufe je Klasse brauchen einen Datensatz.</translation>
    </message>
    <message>
      <source>Name it with --dataset.</source>
      <translation>Ihn mit --dataset nennen.</translation>
    </message>
    <message>
      <source>A new run needs a data set.</source>
      <translation>Ein neuer Lauf braucht einen Datensatz.</translation>
    </message>
    <message>
      <source>The run trains a {kind}.</source>
      <translation>Der Lauf trainiert den Typ {kind}.</translation>
    </message>
    <message>
      <source>train {kind} ...</source>
      <translation>train {kind} ...</translation>
    </message>
    <message>
      <source>The run was started with the preset {preset}.</source>
      <translation>Der Lauf wurde mit der Vorgabe {preset} begonnen.</translation>
    </message>
    <message>
      <source>Change single settings with --set, or start a new run.</source>
      <translation>Einzelne Einstellungen mit --set ändern, oder einen neuen Lauf beginnen.</translation>
    </message>
    <message>
      <source>There is no model file {path}.</source>
      <translation>Es gibt keine Modelldatei {path}.</translation>
    </message>
    <message>
      <source>Check --set {name}=FILE.</source>
      <translation>--set {name}=DATEI prüfen.</translation>
    </message>
    <message>
      <source>The data set {folder} is gone.</source>
      <translation>Der Datensatz {folder} ist nicht mehr da.</translation>
    </message>
    <message>
      <source>If it was moved, name its folder with --dataset.</source>
      <translation>Wurde er verschoben, seinen Ordner mit --dataset angeben.</translation>
    </message>
    <message>
      <source>the {kind}</source>
      <translation>das Training des Typs {kind}</translation>
    </message>
    <message>
      <source>The preset {preset} trains one class at a time, as published.</source>
      <translation>Die Vorgabe {preset} trainiert jeweils eine Klasse, wie veröffentlicht.</translation>
    </message>
    <message>
      <source>Choose one with --classes: {classes}.</source>
      <translation>Mit --classes eine wählen: {classes}.</translation>
    </message>
    <message>
      <source>needs pretrain_steps or start_from</source>
      <translation>braucht pretrain_steps oder start_from</translation>
    </message>
    <message>
      <source>needs start_from, with start_parts of encoders</source>
      <translation>braucht start_from, mit start_parts von encoders</translation>
    </message>
    <message>
      <source>{name} holds no mel that can be read.</source>
      <translation>{name} enthält kein lesbares Mel.</translation>
    </message>
    <message>
      <source>{name} holds no mel of {bands} x {frames}.</source>
      <translation>{name} enthält kein Mel von {bands} × {frames}.</translation>
    </message>
    <message>
      <source>{name} holds numbers outside 0 to 1.</source>
      <translation>{name} enthält Zahlen außerhalb von 0 bis 1.</translation>
    </message>
    <message>
      <source>the picture hardly changes</source>
      <translation>das Bild ändert sich kaum</translation>
    </message>
    <message>
      <source>{shared_s:.2f} s with picture and sound</source>
      <translation>{shared_s:.2f} s mit Bild und Ton</translation>
    </message>
    <message>
      <source>picture {picture_s:.2f} s, sound {sound_s:.2f} s</source>
      <translation>Bild {picture_s:.2f} s, Ton {sound_s:.2f} s</translation>
    </message>
    <message>
      <source>peak {peak_db:.0f} dB</source>
      <translation>Spitze {peak_db:.0f} dB</translation>
    </message>
    <message>
      <source>digital silence</source>
      <translation>digitale Stille</translation>
    </message>
    <message>
      <source>{percent:.1f} % of the samples at full scale</source>
      <translation>{percent:.1f} % der Abtastwerte am Anschlag</translation>
    </message>
    <message>
      <source>The data set {name} lacks what {purpose} needs: {missing}.</source>
      <translation>Dem Datensatz {name} fehlt, was {purpose} braucht: {missing}.</translation>
    </message>
    <message>
      <source>Prepare it again with them.</source>
      <translation>Ihn damit neu vorbereiten.</translation>
    </message>
    <message>
      <source>The split of {name} leaves no samples to train on.</source>
      <translation>Die Aufteilung von {name} lässt keine Beispiele zum Trainieren.</translation>
    </message>
    <message>
      <source>Give some sources in {splits_file} the split train.</source>
      <translation>In {splits_file} einigen Quellen den Teil train geben.</translation>
    </message>
    <message>
      <source>There are {classes}.</source>
      <translation>Vorhanden: {classes}.</translation>
    </message>
    <message>
      <source>There is no class '{label}' in the data set.</source>
      <translation>Im Datensatz gibt es keine Klasse „{label}“.</translation>
    </message>
    <message>
      <source>{splits_file} of {name} does not say where {source} belongs.</source>
      <translation>{splits_file} von {name} sagt nicht, wohin {source} gehört.</translation>
    </message>
    <message>
      <source>Add a line source,label,split for it.</source>
      <translation>Dafür eine Zeile source,label,split ergänzen.</translation>
    </message>
    <message>
      <source>there are no ready ones, and no weights to extract them</source>
      <translation>es gibt keine fertigen und keine Gewichte, um sie zu berechnen</translation>
    </message>
    <message>
      <source>there are only ready features</source>
      <translation>es gibt nur fertige Merkmale</translation>
    </message>
    <message>
      <source>of {clip}</source>
      <translation>von {clip}</translation>
    </message>
    <message>
      <source>must be as many as the events</source>
      <translation>müssen so viele wie die Ereignisse sein</translation>
    </message>
    <message>
      <source>The data set {folder} is not complete: its preparation was interrupted.</source>
      <translation>Der Datensatz {folder} ist nicht vollständig: Seine Vorbereitung wurde unterbrochen.</translation>
    </message>
    <message>
      <source>Prepare it again; that continues where it stopped.</source>
      <translation>Ihn noch einmal vorbereiten; das macht weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
      <source>There is no data set in {folder}.</source>
      <translation>In {folder} liegt kein Datensatz.</translation>
    </message>
    <message>
      <source>If it was moved, locate it; otherwise, make one from a folder of clips.</source>
      <translation>Wurde er verschoben, ihn suchen; sonst einen aus einem Ordner mit Clips erstellen.</translation>
    </message>
    <message>
      <source>The data set {name} was made by a newer version of the program.</source>
      <translation>Der Datensatz {name} wurde von einer neueren Version des Programms gemacht.</translation>
    </message>
    <message>
      <source>Update the program.</source>
      <translation>Das Programm aktualisieren.</translation>
    </message>
    <message>
      <source>The data set {name} was made for another mel-spectrogram.</source>
      <translation>Der Datensatz {name} wurde für ein anderes Mel-Spektrogramm gemacht.</translation>
    </message>
    <message>
      <source>Prepare it again with this version of the program.</source>
      <translation>Ihn mit dieser Version des Programms neu vorbereiten.</translation>
    </message>
    <message>
      <source>The data set's {file} is missing or damaged ({what}).</source>
      <translation>{file} des Datensatzes fehlt oder ist beschädigt ({what}).</translation>
    </message>
    <message>
      <source>Copy the data set again, or prepare it again.</source>
      <translation>Den Datensatz neu kopieren oder neu vorbereiten.</translation>
    </message>
    <message>
      <source>Not one of the {count} clips can be used.</source>
      <translation>Keiner der {count} Clips ist brauchbar.</translation>
    </message>
    <message>
      <source>Checking them says why of each.</source>
      <translation>Die Prüfung nennt den Grund für jeden.</translation>
    </message>
    <message>
      <source>{name} was begun with clips that are left out now, such as {source}.</source>
      <translation>{name} wurde mit Clips begonnen, die nun fehlen, etwa {source}.</translation>
    </message>
    <message>
      <source>Continue with the same clips, or choose another folder.</source>
      <translation>Mit denselben Clips weitermachen, oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
      <source>{name} was begun with {source} as {label}, not as {before}.</source>
      <translation>{name} wurde mit {source} als {before} begonnen, nicht als {label}.</translation>
    </message>
    <message>
      <source>Continue with the same classes, or choose another folder.</source>
      <translation>Mit denselben Klassen weitermachen, oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
      <source>A process of the work ran out of memory.</source>
      <translation>Einem Prozess der Arbeit ging der Speicher aus.</translation>
    </message>
    <message>
      <source>Another process is preparing {folder}.</source>
      <translation>Ein anderer Prozess erstellt gerade {folder}.</translation>
    </message>
    <message>
      <source>Wait for it, or choose another folder.</source>
      <translation>Warten, bis er fertig ist, oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
      <source>{folder} is a complete data set already.</source>
      <translation>{folder} ist schon ein vollständiger Datensatz.</translation>
    </message>
    <message>
      <source>There are no samples for the data set.</source>
      <translation>Für den Datensatz gibt es keine Beispiele.</translation>
    </message>
    <message>
      <source>Check what was dropped, and why.</source>
      <translation>Nachsehen, was verworfen wurde und warum.</translation>
    </message>
    <message>
      <source>{name} was begun with other features or arrays.</source>
      <translation>{name} wurde mit anderen Merkmalen oder Arrays begonnen.</translation>
    </message>
    <message>
      <source>Continue with the same options, or choose another folder.</source>
      <translation>Mit denselben Optionen weitermachen, oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
      <source>{folder} holds other files, such as {name}.</source>
      <translation>{folder} enthält andere Dateien, etwa {name}.</translation>
    </message>
    <message>
      <source>Choose a new or an empty folder.</source>
      <translation>Einen neuen oder leeren Ordner wählen.</translation>
    </message>
    <message>
      <source>The data set's file {name} is not there any more.</source>
      <translation>Die Datei {name} des Datensatzes ist nicht mehr da.</translation>
    </message>
    <message>
      <source>Bring the disk or folder back, or prepare the data set again.</source>
      <translation>Festplatte oder Ordner zurückholen, oder den Datensatz neu vorbereiten.</translation>
    </message>
    <message>
      <source>The data set's file {name} is damaged.</source>
      <translation>Die Datei {name} des Datensatzes ist beschädigt.</translation>
    </message>
    <message>
      <source>Remove the folder {folder_name} and manifest.json, and prepare again.</source>
      <translation>Den Ordner {folder_name} und manifest.json entfernen und neu vorbereiten.</translation>
    </message>
    <message>
      <source>it is not the one that the manifest names</source>
      <translation>es ist nicht das, was das Manifest nennt</translation>
    </message>
    <message>
      <source>The data set {folder} cannot be written ({reason}).</source>
      <translation>Der Datensatz {folder} kann nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
      <source>Choose a folder on a disk with space that you may write to.</source>
      <translation>Einen Ordner auf einer Festplatte mit Platz wählen, in den geschrieben werden darf.</translation>
    </message>
    <message>
      <source>Name the folder of the clips.</source>
      <translation>Den Ordner der Clips nennen.</translation>
    </message>
    <message>
      <source>There is no clip in {folder}.</source>
      <translation>In {folder} liegt kein Clip.</translation>
    </message>
    <message>
      <source>Expected were video files, in a folder for each class.</source>
      <translation>Erwartet werden Videodateien, in einem Ordner je Klasse.</translation>
    </message>
    <message>
      <source>There is no clip '{source}' to label.</source>
      <translation>Es gibt keinen Clip „{source}“, dem eine Klasse gegeben werden soll.</translation>
    </message>
    <message>
      <source>There is no clip '{source}' to leave out.</source>
      <translation>Es gibt keinen Clip „{source}“, der ausgelassen werden soll.</translation>
    </message>
    <message>
      <source>Every clip is excluded.</source>
      <translation>Jeder Clip ist ausgelassen.</translation>
    </message>
    <message>
      <source>Exclude fewer of them.</source>
      <translation>Weniger davon auslassen.</translation>
    </message>
    <message>
      <source>The list {path} cannot be read.</source>
      <translation>Die Liste {path} kann nicht gelesen werden.</translation>
    </message>
    <message>
      <source>It is a text file with the name of a clip on each line.</source>
      <translation>Sie ist eine Textdatei mit dem Namen eines Clips in jeder Zeile.</translation>
    </message>
    <message>
      <source>Its first line is source,label; each other line names a clip and its class.</source>
      <translation>Ihre erste Zeile ist source,label; jede weitere nennt einen Clip und seine Klasse.</translation>
    </message>
    <message>
      <source>{name} is not a table of classes.</source>
      <translation>{name} ist keine Tabelle von Klassen.</translation>
    </message>
    <message>
      <source>{name}, line {line}: '{row}'.</source>
      <translation>{name}, Zeile {line}: „{row}“.</translation>
    </message>
    <message>
      <source>There is no clip of the class '{label}'.</source>
      <translation>Es gibt keinen Clip der Klasse „{label}“.</translation>
    </message>
    <message>
      <source>`prepare --check` names the clips.</source>
      <translation>`prepare --check` nennt die Clips.</translation>
    </message>
    <message>
      <source>a table of splits</source>
      <translation>eine Tabelle von Aufteilungen</translation>
    </message>
    <message>
      <source>Each line is source,label,split; a split is train, validation or test.</source>
      <translation>Jede Zeile ist source,label,split; ein Teil heißt train, validation oder test.</translation>
    </message>
    <message>
      <source>{name} is not a table of splits.</source>
      <translation>{name} ist keine Tabelle einer Aufteilung.</translation>
    </message>
    <message>
      <source>Use fewer processes or devices, or a larger batch.</source>
      <translation>Weniger Prozesse oder Geräte verwenden, oder einen größeren Batch.</translation>
    </message>
    <message>
      <source>must be {count}, one for each device, not {number}</source>
      <translation>muss {count} sein, einer für jedes Gerät, nicht {number}</translation>
    </message>
    <message>
      <source>must name {count} GPUs, or be cuda</source>
      <translation>muss {count} GPUs nennen, oder cuda sein</translation>
    </message>
    <message>
      <source>No clip in {name} can be evaluated. {reason}</source>
      <translation>Kein Clip in {name} lässt sich auswerten. {reason}</translation>
    </message>
    <message>
      <source>A clip needs a picture, and a second of sound to compare dubs with.</source>
      <translation>Ein Clip braucht ein Bild und eine Sekunde Ton, mit dem Vertonungen verglichen werden.</translation>
    </message>
    <message>
      <source>the evaluation</source>
      <translation>die Auswertung</translation>
    </message>
    <message>
      <source>The data set {name} has no clip to test with.</source>
      <translation>Der Datensatz {name} hat keinen Clip zum Testen.</translation>
    </message>
    <message>
      <source>Give some sources in its splits.csv the split test.</source>
      <translation>In seiner splits.csv einigen Quellen den Teil test geben.</translation>
    </message>
    <message>
      <source>The worker at {host} has other clips, models or packages.</source>
      <translation>Der Worker auf {host} hat andere Clips, Modelle oder Pakete.</translation>
    </message>
    <message>
      <source>All workers need the same folders, models and packages.</source>
      <translation>Alle Worker brauchen dieselben Ordner, Modelle und Pakete.</translation>
    </message>
    <message>
      <source>Name either a folder with --clips or a data set with --dataset.</source>
      <translation>Entweder einen Ordner mit --clips oder einen Datensatz mit --dataset nennen.</translation>
    </message>
    <message>
      <source>The folder {folder} is not empty.</source>
      <translation>Der Ordner {folder} ist nicht leer.</translation>
    </message>
    <message>
      <source>{folder} holds an evaluation of other clips, models or settings.</source>
      <translation>{folder} enthält eine Auswertung anderer Clips, Modelle oder Einstellungen.</translation>
    </message>
    <message>
      <source>Choose another folder, or repeat the same command to resume it.</source>
      <translation>Einen anderen Ordner wählen, oder denselben Befehl wiederholen, um sie fortzusetzen.</translation>
    </message>
    <message>
      <source>{records} is damaged in line {number} ({error}).</source>
      <translation>{records} ist in Zeile {number} beschädigt ({error}).</translation>
    </message>
    <message>
      <source>Remove the folder and evaluate again.</source>
      <translation>Den Ordner entfernen und neu auswerten.</translation>
    </message>
    <message>
      <source>{file} cannot be read: {reason}.</source>
      <translation>{file} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
      <source>The report cannot be written to {folder}: {reason}.</source>
      <translation>Der Bericht kann nicht nach {folder} geschrieben werden: {reason}.</translation>
    </message>
    <message>
      <source>Free some space there, and repeat the command.</source>
      <translation>Dort Platz schaffen und den Befehl wiederholen.</translation>
    </message>
    <message>
      <source>an example</source>
      <translation>ein Beispiel</translation>
    </message>
    <message>
      <source>There is no sample {number}: the last one is {last}.</source>
      <translation>Es gibt kein Beispiel {number}: Das letzte ist {last}.</translation>
    </message>
    <message>
      <source>temporal encoder</source>
      <translation>zeitlicher Encoder</translation>
    </message>
    <message>
      <source>encoders</source>
      <translation>Encoder</translation>
    </message>
    <message>
      <source>model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>{name} is of another size than this run ({what}).</source>
      <translation>{name} hat eine andere Größe als dieser Lauf ({what}).</translation>
    </message>
    <message>
      <source>Use a model that was trained with the same preset.</source>
      <translation>Ein Modell verwenden, das mit derselben Vorgabe trainiert wurde.</translation>
    </message>
    <message>
      <source>{name} has no event calibration, so nothing can be trained with it without pictures.</source>
      <translation>{name} hat keine Kalibrierung der Ereignisse; ohne Bilder lässt sich damit nichts trainieren.</translation>
    </message>
    <message>
      <source>Start from a model whose training was completed.</source>
      <translation>Von einem fertig trainierten Modell ausgehen.</translation>
    </message>
    <message>
      <source>The features of {name} ({backend}) are no maps of the picture.</source>
      <translation>Die Merkmale von {name} ({backend}) sind keine Karten des Bildes.</translation>
    </message>
    <message>
      <source>Set model.feature_ranking to false and model.feature_filters to 0, or prepare it with the features `motion`.</source>
      <translation>model.feature_ranking auf false und model.feature_filters auf 0 setzen, oder ihn mit den Merkmalen `motion` vorbereiten.</translation>
    </message>
    <message>
      <source>the generator</source>
      <translation>der Generator</translation>
    </message>
    <message>
      <source>A baseline is trained by one process.</source>
      <translation>Ein Vergleichssystem wird von einem Prozess trainiert.</translation>
    </message>
    <message>
      <source>Name a single device for it.</source>
      <translation>Dafür ein einzelnes Gerät nennen.</translation>
    </message>
    <message>
      <source>The run has {count} devices, but this machine more processes.</source>
      <translation>Der Lauf hat {count} Geräte, dieser Rechner aber mehr Prozesse.</translation>
    </message>
    <message>
      <source>Start as many processes on each machine as the run has devices.</source>
      <translation>Auf jedem Rechner so viele Prozesse starten, wie der Lauf Geräte hat.</translation>
    </message>
    <message>
      <source>{name} is too large: the networks need {needed_gb:.1f} GB, and {device} has {held_gb:.1f} GB.</source>
      <translation>{name} ist zu groß: Die Netze brauchen {needed_gb:.1f} GB, und {device} hat {held_gb:.1f} GB.</translation>
    </message>
    <message>
      <source>Choose a smaller model.</source>
      <translation>Ein kleineres Modell wählen.</translation>
    </message>
    <message>
      <source>Process {number} of {size} ({device})</source>
      <translation>Prozess {number} von {size} ({device})</translation>
    </message>
    <message>
      <source>{name} ended ({how}), and the others with it.</source>
      <translation>{name} ist zu Ende ({how}), und die anderen mit ihm.</translation>
    </message>
    <message>
      <source>Continue from the last checkpoint with --resume; --processes and --device may be changed.</source>
      <translation>Mit --resume vom letzten Checkpoint fortsetzen; --processes und --device dürfen sich ändern.</translation>
    </message>
    <message>
      <source>exit code {code}</source>
      <translation>Exit-Code {code}</translation>
    </message>
    <message>
      <source>signal {code}</source>
      <translation>Signal {code}</translation>
    </message>
    <message>
      <source>{name} holds other samples or another split than when this run was last trained: do not compare its validations with the earlier ones.</source>
      <translation>{name} enthält andere Beispiele oder eine andere Aufteilung als beim letzten Training dieses Laufs: seine Validierungen nicht mit den früheren vergleichen.</translation>
    </message>
    <message>
      <source>This run was trained on the features {before}, and {name} was prepared with {now}.</source>
      <translation>Dieser Lauf wurde mit den Merkmalen {before} trainiert, {name} wurde aber mit {now} vorbereitet.</translation>
    </message>
    <message>
      <source>Prepare the clips with the same features as before, or start a new run.</source>
      <translation>Die Clips mit denselben Merkmalen wie zuvor vorbereiten oder einen neuen Lauf starten.</translation>
    </message>
    <message>
      <source>A step of {batch} samples does not fit into the memory of {device}.</source>
      <translation>Ein Schritt mit {batch} Beispielen passt nicht in den Speicher von {device}.</translation>
    </message>
    <message>
      <source>Choose a smaller batch.</source>
      <translation>Einen kleineren Batch wählen.</translation>
    </message>
    <message>
      <source>The networks cannot be compiled here, so the training goes on without it.</source>
      <translation>Die Netze lassen sich hier nicht kompilieren; das Training geht ohne weiter.</translation>
    </message>
    <message>
      <source>{name} cannot be read ({reason}).</source>
      <translation>{name} kann nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
      <source>{name} was made by a newer version of the program.</source>
      <translation>{name} wurde von einer neueren Version des Programms gemacht.</translation>
    </message>
    <message>
      <source>{name} is not a preset that can be used ({error}).</source>
      <translation>{name} ist keine verwendbare Vorgabe ({error}).</translation>
    </message>
    <message>
      <source>{name} is not a preset that can be used: {problem}</source>
      <translation>{name} ist keine verwendbare Vorgabe: {problem}</translation>
    </message>
    <message>
      <source>There is a preset {name} already.</source>
      <translation>Eine Vorgabe {name} gibt es schon.</translation>
    </message>
    <message>
      <source>{name} is a preset of the program; choose another name.</source>
      <translation>{name} ist eine Vorgabe des Programms; einen anderen Namen wählen.</translation>
    </message>
    <message>
      <source>{name} cannot be written ({reason}).</source>
      <translation>{name} kann nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
      <source>There is no preset '{name}' for the {kind}.</source>
      <translation>Es gibt keine Vorgabe „{name}“ für den Typ {kind}.</translation>
    </message>
    <message>
      <source>There are {presets}.</source>
      <translation>Vorhanden: {presets}.</translation>
    </message>
    <message>
      <source>The physics engine MuJoCo cannot draw here.</source>
      <translation>Die Physik-Engine MuJoCo kann hier nicht zeichnen.</translation>
    </message>
    <message>
      <source>Fix: {line}</source>
      <translation>Abhilfe: {line}</translation>
    </message>
    <message>
      <source>{name} is no readable sound and was left out.</source>
      <translation>{name} ist kein lesbarer Klang und wurde ausgelassen.</translation>
    </message>
    <message>
      <source>{name} holds no sound that may be used.</source>
      <translation>{name} enthält keinen Klang, der verwendet werden darf.</translation>
    </message>
    <message>
      <source>Name a folder of sound effects; a manifest.csv must allow their licence.</source>
      <translation>Einen Ordner mit Klangeffekten nennen; eine manifest.csv muss ihre Lizenz erlauben.</translation>
    </message>
    <message>
      <source>Its first line names the columns path and licence.</source>
      <translation>Ihre erste Zeile nennt die Spalten path und licence.</translation>
    </message>
    <message>
      <source>a table of licences</source>
      <translation>eine Tabelle von Lizenzen</translation>
    </message>
    <message>
      <source>{name} is not a table of licences.</source>
      <translation>{name} ist keine Tabelle von Lizenzen.</translation>
    </message>
    <message>
      <source>Another process of the training ended ({reason}).</source>
      <translation>Ein anderer Prozess des Trainings ist zu Ende ({reason}).</translation>
    </message>
    <message>
      <source>Continue from the last checkpoint with --resume.</source>
      <translation>Mit --resume vom letzten Checkpoint fortsetzen.</translation>
    </message>
    <message>
      <source>Two classes have names that would become one folder.</source>
      <translation>Zwei Klassen haben Namen, die denselben Ordner ergäben.</translation>
    </message>
    <message>
      <source>Stopped.</source>
      <translation>Angehalten.</translation>
    </message>
    <message>
      <source>{name} is not a checkpoint of a run.</source>
      <translation>{name} ist kein Checkpoint eines Laufs.</translation>
    </message>
    <message>
      <source>Name a file RUN_DIR/checkpoints/step_N.pt.</source>
      <translation>Eine Datei LAUFORDNER/checkpoints/step_N.pt nennen.</translation>
    </message>
    <message>
      <source>The checkpoint {name} is missing or incomplete.</source>
      <translation>Der Checkpoint {name} fehlt oder ist unvollständig.</translation>
    </message>
    <message>
      <source>There are those of the steps {steps}.</source>
      <translation>Vorhanden sind die der Schritte {steps}.</translation>
    </message>
    <message>
      <source>There is none.</source>
      <translation>Es gibt keinen.</translation>
    </message>
    <message>
      <source>A checkpoint cannot be deleted ({reason}).</source>
      <translation>Ein Checkpoint kann nicht gelöscht werden ({reason}).</translation>
    </message>
    <message>
      <source>The run in {name} trains another model.</source>
      <translation>Der Lauf in {name} trainiert ein anderes Modell.</translation>
    </message>
    <message>
      <source>Continue without changing the model, or start a new run.</source>
      <translation>Ohne Änderung des Modells fortsetzen, oder einen neuen Lauf beginnen.</translation>
    </message>
    <message>
      <source>The checkpoint cannot be copied ({reason}).</source>
      <translation>Der Checkpoint kann nicht kopiert werden ({reason}).</translation>
    </message>
    <message>
      <source>The note cannot be written ({reason}).</source>
      <translation>Die Notiz kann nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
      <source>The run {name} cannot be copied ({reason}).</source>
      <translation>Der Lauf {name} kann nicht kopiert werden ({reason}).</translation>
    </message>
    <message>
      <source>Free some space, then try again.</source>
      <translation>Platz schaffen und es noch einmal versuchen.</translation>
    </message>
    <message>
      <source>The run {name} is not there any more.</source>
      <translation>Der Lauf {name} ist nicht mehr da.</translation>
    </message>
    <message>
      <source>There is another run in {name}.</source>
      <translation>In {name} liegt ein anderer Lauf.</translation>
    </message>
    <message>
      <source>This name is too long for a run.</source>
      <translation>Dieser Name ist für einen Lauf zu lang.</translation>
    </message>
    <message>
      <source>'{name}' cannot be the name of a run.</source>
      <translation>Ein Lauf kann nicht „{name}“ heißen.</translation>
    </message>
    <message>
      <source>It cannot start with a dot or contain / \ : * ? " &lt; &gt; |</source>
      <translation>Der Name darf nicht mit einem Punkt beginnen und keines dieser Zeichen enthalten: / \ : * ? " &lt; &gt; |</translation>
    </message>
    <message>
      <source>A folder named {name} already exists.</source>
      <translation>Ein Ordner namens {name} ist schon da.</translation>
    </message>
    <message>
      <source>{name} cannot be moved ({reason}).</source>
      <translation>{name} kann nicht verschoben werden ({reason}).</translation>
    </message>
    <message>
      <source>The {kind} {bad} is no longer a finite number.</source>
      <translation>Der {kind} {bad} ist keine endliche Zahl mehr.</translation>
    </message>
    <message>
      <source>Continue with --resume and a smaller learning_rate; the last checkpoint is from before it.</source>
      <translation>Mit --resume und einer kleineren learning_rate fortsetzen; der letzte Checkpoint ist von davor.</translation>
    </message>
    <message>
      <source>The run's folder cannot be written ({error}).</source>
      <translation>Der Ordner des Laufs kann nicht geschrieben werden ({error}).</translation>
    </message>
    <message>
      <source>The training ended in an unexpected error ({kind}: {error}).</source>
      <translation>Das Training endete mit einem unerwarteten Fehler ({kind}: {error}).</translation>
    </message>
    <message>
      <source>Continue from the last checkpoint with --resume; please report the log if it recurs.</source>
      <translation>Mit --resume vom letzten Checkpoint fortsetzen; wenn es wieder geschieht, bitte das Protokoll melden.</translation>
    </message>
    <message>
      <source>The run's folder {folder} was moved or removed while it was trained.</source>
      <translation>Der Ordner {folder} des Laufs wurde während des Trainings verschoben oder gelöscht.</translation>
    </message>
    <message>
      <source>Where it is now, continue it with --resume from its last checkpoint.</source>
      <translation>An seinem neuen Ort mit --resume vom letzten Checkpoint aus fortsetzen.</translation>
    </message>
    <message>
      <source>The disk is full: saved checkpoints are whole, what came after them is lost.</source>
      <translation>Die Festplatte ist voll: Gespeicherte Checkpoints sind heil, was danach kam, ist verloren.</translation>
    </message>
    <message>
      <source>Free some space, then continue with --resume; keep_checkpoints=1 takes the least.</source>
      <translation>Platz schaffen und mit --resume fortsetzen; keep_checkpoints=1 braucht am wenigsten.</translation>
    </message>
    <message>
      <source>Out of memory: batches of {batch} do not fit into the GPU's memory.</source>
      <translation>Der Speicher reicht nicht: Batches von {batch} passen nicht in den Speicher der GPU.</translation>
    </message>
    <message>
      <source>Out of memory: batches of {batch} do not fit into the memory.</source>
      <translation>Der Speicher reicht nicht: Batches von {batch} passen nicht in den Arbeitsspeicher.</translation>
    </message>
    <message>
      <source>Continue with --resume --set batch={batch}, or close other programs.</source>
      <translation>Mit --resume --set batch={batch} fortsetzen, oder andere Programme schließen.</translation>
    </message>
    <message>
      <source>Close other programs, or choose a smaller preset.</source>
      <translation>Andere Programme schließen, oder eine kleinere Vorgabe wählen.</translation>
    </message>
    <message>
      <source>The list of runs could not be written: {reason}.</source>
      <translation>Die Liste der Läufe konnte nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
      <source>{name} is damaged and was passed over.</source>
      <translation>{name} ist beschädigt und wurde übergangen.</translation>
    </message>
    <message>
      <source>loss</source>
      <translation>Verlust</translation>
    </message>
    <message>
      <source>validation loss</source>
      <translation>Validierungsverlust</translation>
    </message>
    <message>
      <source>The validation has not improved since step {step}, whose checkpoint is kept: stopping now would lose nothing.</source>
      <translation>Die Validierung hat sich seit Schritt {step}, dessen Checkpoint behalten wird, nicht verbessert: Jetzt anzuhalten kostet nichts.</translation>
    </message>
    <message>
      <source>{name} of the run {run} cannot be read: {reason}.</source>
      <translation>{name} des Laufs {run} ist nicht lesbar: {reason}.</translation>
    </message>
    <message>
      <source>Check the disk, and that you may read it.</source>
      <translation>Den Datenträger und die Leserechte prüfen.</translation>
    </message>
    <message>
      <source>{path} cannot be written ({reason}).</source>
      <translation>{path} kann nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
      <source>{name} cannot be read ({error}).</source>
      <translation>{name} kann nicht gelesen werden ({error}).</translation>
    </message>
    <message>
      <source>The training process ended while starting.</source>
      <translation>Der Trainingsprozess endete beim Start.</translation>
    </message>
    <message>
      <source>There is a run in {path} already.</source>
      <translation>In {path} liegt schon ein Lauf.</translation>
    </message>
    <message>
      <source>Continue with --resume, or choose another folder.</source>
      <translation>Mit --resume fortsetzen, oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
      <source>The run's folder {path} cannot be written ({reason}).</source>
      <translation>Der Ordner {path} des Laufs kann nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
      <source>The folder {path} is not empty.</source>
      <translation>Der Ordner {path} ist nicht leer.</translation>
    </message>
    <message>
      <source>Choose another one.</source>
      <translation>Einen anderen wählen.</translation>
    </message>
    <message>
      <source>{path} is not the folder of a run.</source>
      <translation>{path} ist nicht der Ordner eines Laufs.</translation>
    </message>
    <message>
      <source>Start one with `train`.</source>
      <translation>Mit `train` einen beginnen.</translation>
    </message>
    <message>
      <source>A run cannot continue with another model.</source>
      <translation>Ein Lauf kann nicht mit einem anderen Modell weitergehen.</translation>
    </message>
    <message>
      <source>Start a new run.</source>
      <translation>Einen neuen Lauf beginnen.</translation>
    </message>
    <message>
      <source>The run {name} is training.</source>
      <translation>Der Lauf {name} trainiert gerade.</translation>
    </message>
    <message>
      <source>Stop it first.</source>
      <translation>Ihn zuerst anhalten.</translation>
    </message>
    <message>
      <source>Nothing was saved yet: start it again with --resume.</source>
      <translation>Noch ist nichts gespeichert: Mit --resume neu starten.</translation>
    </message>
    <message>
      <source>It has not been started.</source>
      <translation>Er wurde noch nicht gestartet.</translation>
    </message>
    <message>
      <source>The training ended, but its model file is missing or damaged.</source>
      <translation>Das Training ist zu Ende, aber seine Modelldatei fehlt oder ist beschädigt.</translation>
    </message>
    <message>
      <source>The training process ended without saying why.</source>
      <translation>Der Trainingsprozess endete, ohne einen Grund zu nennen.</translation>
    </message>
    <message>
      <source>Waiting for {run}.</source>
      <translation>Wartet auf {run}.</translation>
    </message>
    <message>
      <source>{name} of the run {run} cannot be read ({reason}).</source>
      <translation>{name} des Laufs {run} kann nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
      <source>The run cannot be used any more; its checkpoints and models still can.</source>
      <translation>Der Lauf ist nicht mehr verwendbar; seine Checkpoints und Modelle sind es noch.</translation>
    </message>
    <message>
      <source>The run {run} was made by a newer version of the program.</source>
      <translation>Der Lauf {run} wurde von einer neueren Version des Programms gemacht.</translation>
    </message>
    <message>
      <source>{name} of the run {run} is damaged ({error}).</source>
      <translation>{name} des Laufs {run} ist beschädigt ({error}).</translation>
    </message>
    <message>
      <source>The folder {run} cannot be written ({reason}).</source>
      <translation>Der Ordner {run} kann nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
      <source>Make it writable, or duplicate the run to another place.</source>
      <translation>Ihn beschreibbar machen oder den Lauf an einen anderen Ort duplizieren.</translation>
    </message>
    <message>
      <source>Another process is training the run in {path}.</source>
      <translation>Ein anderer Prozess trainiert den Lauf in {path}.</translation>
    </message>
    <message>
      <source>Wait for it, or stop it with `runs RUN_DIR --stop`.</source>
      <translation>Auf ihn warten, oder ihn mit `runs LAUFORDNER --stop` anhalten.</translation>
    </message>
    <message>
      <source>'{assignment}' is not a setting.</source>
      <translation>„{assignment}“ ist keine Einstellung.</translation>
    </message>
    <message>
      <source>Write KEY=VALUE, such as batch=8.</source>
      <translation>NAME=WERT schreiben, etwa batch=8.</translation>
    </message>
    <message>
      <source>'{name}' has no settings of its own.</source>
      <translation>„{name}“ hat keine eigenen Einstellungen.</translation>
    </message>
    <message>
      <source>There are {names}.</source>
      <translation>Vorhanden: {names}.</translation>
    </message>
    <message>
      <source>There is no setting '{name}'.</source>
      <translation>Es gibt keine Einstellung „{name}“.</translation>
    </message>
    <message>
      <source>{name} cannot be '{text}'.</source>
      <translation>{name} kann nicht „{text}“ sein.</translation>
    </message>
    <message>
      <source>Choose {choices}.</source>
      <translation>Möglich: {choices}.</translation>
    </message>
    <message>
      <source>{name} is a group of settings.</source>
      <translation>{name} ist eine Gruppe von Einstellungen.</translation>
    </message>
    <message>
      <source>Set {name}.KEY=VALUE.</source>
      <translation>{name}.NAME=WERT setzen.</translation>
    </message>
    <message>
      <source>{name} must be {wanted}, not '{text}'.</source>
      <translation>{name} muss {wanted} sein, nicht „{text}“.</translation>
    </message>
    <message>
      <source>a whole number</source>
      <translation>eine ganze Zahl</translation>
    </message>
    <message>
      <source>a number</source>
      <translation>eine Zahl</translation>
    </message>
    <message>
      <source>a word</source>
      <translation>ein Wort</translation>
    </message>
    <message>
      <source>two whole numbers, such as 5,7</source>
      <translation>zwei ganze Zahlen, etwa 5,7</translation>
    </message>
    <message>
      <source>true or false</source>
      <translation>true oder false</translation>
    </message>
    <message>
      <source>{name} has no event calibration, so it needs pictures.</source>
      <translation>{name} hat keine Kalibrierung der Ereignisse und braucht deshalb Bilder.</translation>
    </message>
    <message>
      <source>Use a data set with pictures, or a model whose training was completed.</source>
      <translation>Einen Datensatz mit Bildern verwenden, oder ein fertig trainiertes Modell.</translation>
    </message>
    <message>
      <source>the vocoder</source>
      <translation>der Vocoder</translation>
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
      <source>Paper</source>
      <translation>Paper</translation>
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
      <source>Balanced</source>
      <translation>Ausgewogen</translation>
    </message>
    <message>
      <source>The paper's size with events first and balanced losses, one model for all classes: a GPU.</source>
      <translation>Die Größe aus dem Paper, mit Ereignissen zuerst und ausgewogenen Verlusten, ein Modell für alle Klassen: eine GPU.</translation>
    </message>
    <message>
      <source>Medium</source>
      <translation>Mittel</translation>
    </message>
    <message>
      <source>Half of the paper's width, otherwise as balanced: a small GPU.</source>
      <translation>Die halbe Breite des Papers, sonst wie Ausgewogen: eine kleine GPU.</translation>
    </message>
    <message>
      <source>Compact</source>
      <translation>Kompakt</translation>
    </message>
    <message>
      <source>A quarter of the paper's width: two CPU cores, some hours.</source>
      <translation>Ein Viertel der Breite des Papers: zwei CPU-Kerne, einige Stunden.</translation>
    </message>
    <message>
      <source>Shows that everything works, learns next to nothing: minutes; longer on a busy machine.</source>
      <translation>Zeigt, dass alles funktioniert, und lernt so gut wie nichts: Minuten, auf einem ausgelasteten Rechner länger.</translation>
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
      <source>Regnet</source>
      <translation>Regnet</translation>
    </message>
    <message>
      <source>REGNET as published, the first half of the paper's cascade: a GPU.</source>
      <translation>REGNET wie veröffentlicht, die erste Hälfte der Kaskade des Papers: eine GPU.</translation>
    </message>
    <message>
      <source>Speechsplit</source>
      <translation>Speechsplit</translation>
    </message>
    <message>
      <source>SPEECHSPLIT as published, the second half: a GPU, days.</source>
      <translation>SPEECHSPLIT wie veröffentlicht, die zweite Hälfte: eine GPU, Tage.</translation>
    </message>
    <message>
      <source>Regnet compact</source>
      <translation>Regnet kompakt</translation>
    </message>
    <message>
      <source>REGNET at a quarter of its width: two CPU cores.</source>
      <translation>REGNET mit einem Viertel der Breite: zwei CPU-Kerne.</translation>
    </message>
    <message>
      <source>Speechsplit compact</source>
      <translation>Speechsplit kompakt</translation>
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
      <source>Whether to compile the networks, which takes minutes; not with several processes.</source>
      <translation>Ob die Netze kompiliert werden, was Minuten dauert; nicht mit mehreren Prozessen.</translation>
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
      <source>generator</source>
      <translation>Generator</translation>
    </message>
    <message>
      <source>Epochs</source>
      <translation>Epochen</translation>
    </message>
    <message>
      <source>Flat epochs</source>
      <translation>Epochen mit fester Lernrate</translation>
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
      <source>Lambda m</source>
      <translation>Lambda m</translation>
    </message>
    <message>
      <source>Lambda a</source>
      <translation>Lambda a</translation>
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
      <source>Compile</source>
      <translation>Kompilieren</translation>
    </message>
    <message>
      <source>Freeze sounds</source>
      <translation>Klang-Encoder einfrieren</translation>
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
      <source>vocoder</source>
      <translation>Vocoder</translation>
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
      <source>Filtering</source>
      <translation>Filterung</translation>
    </message>
    <message>
      <source>Mixing</source>
      <translation>Mischung</translation>
    </message>
    <message>
      <source>regnet</source>
      <translation>REGNET</translation>
    </message>
    <message>
      <source>speechsplit</source>
      <translation>SPEECHSPLIT</translation>
    </message>
    <message>
      <source>Follows the picture: F1 {f1}, by chance {null}.</source>
      <translation>Folgt dem Bild: F1 {f1}, durch Zufall {null}.</translation>
    </message>
    <message>
      <source>Follows the picture a little: F1 {f1}, by chance {null}.</source>
      <translation>Folgt dem Bild ein wenig: F1 {f1}, durch Zufall {null}.</translation>
    </message>
    <message>
      <source>Does not follow the picture yet: F1 {f1}, by chance {null}.</source>
      <translation>Folgt dem Bild noch nicht: F1 {f1}, durch Zufall {null}.</translation>
    </message>
    <message>
      <source>Follows the events that it is given: onset F1 {f1}, by chance {null}.</source>
      <translation>Folgt den gegebenen Ereignissen: Onset-F1 {f1}, durch Zufall {null}.</translation>
    </message>
    <message>
      <source>Does not follow its events yet: onset F1 {f1}, by chance {null}.</source>
      <translation>Folgt seinen Ereignissen noch nicht: Onset-F1 {f1}, durch Zufall {null}.</translation>
    </message>
    <message>
      <source>Keeps the sound: log-mel error {error}, good up to {good}.</source>
      <translation>Bewahrt den Klang: log-Mel-Fehler {error}, gut bis {good}.</translation>
    </message>
    <message>
      <source>Does not keep the sound yet: log-mel error {error}, good up to {good}.</source>
      <translation>Bewahrt den Klang noch nicht: log-Mel-Fehler {error}, gut bis {good}.</translation>
    </message>
    <message>
      <source>Too little to judge: only one clip was measured.</source>
      <translation>Zu wenig für ein Urteil: Nur ein Clip wurde gemessen.</translation>
    </message>
    <message>
      <source>Permission denied</source>
      <translation>Zugriff verweigert</translation>
    </message>
    <message>
      <source>Device or resource busy</source>
      <translation>Gerät oder Ressource belegt</translation>
    </message>
    <message>
      <source>Disk quota exceeded</source>
      <translation>Speicherkontingent erschöpft</translation>
    </message>
    <message>
      <source>File exists</source>
      <translation>Datei existiert bereits</translation>
    </message>
    <message>
      <source>File too large</source>
      <translation>Datei zu groß</translation>
    </message>
    <message>
      <source>Input/output error</source>
      <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
      <source>Is a directory</source>
      <translation>Ist ein Ordner</translation>
    </message>
    <message>
      <source>Too many open files</source>
      <translation>Zu viele offene Dateien</translation>
    </message>
    <message>
      <source>File name too long</source>
      <translation>Dateiname zu lang</translation>
    </message>
    <message>
      <source>No such file or directory</source>
      <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
      <source>No space left on device</source>
      <translation>Kein Platz mehr auf der Festplatte</translation>
    </message>
    <message>
      <source>Not a directory</source>
      <translation>Ist kein Ordner</translation>
    </message>
    <message>
      <source>Directory not empty</source>
      <translation>Ordner nicht leer</translation>
    </message>
    <message>
      <source>Operation not permitted</source>
      <translation>Vorgang nicht erlaubt</translation>
    </message>
    <message>
      <source>Read-only file system</source>
      <translation>Dateisystem schreibgeschützt</translation>
    </message>
    <message>
      <source>Connection timed out</source>
      <translation>Zeitüberschreitung</translation>
    </message>
    <message>
      <source>Invalid cross-device link</source>
      <translation>Nicht auf derselben Festplatte</translation>
    </message>
  </context>
</TS>
