<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>lineament::ui::EnrolSheet</name>
    <message numerus="yes">
        <source>Look at %n photos</source>
        <translation>
            <numerusform>Look at %n photo</numerusform>
            <numerusform>Look at %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is enrolled with %n photos.</source>
        <translation>
            <numerusform>%1 is enrolled with %n photo.</numerusform>
            <numerusform>%1 is enrolled with %n photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people are enrolled</source>
        <translation>
            <numerusform>%n person is enrolled</numerusform>
            <numerusform>%n people are enrolled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 with %n photos.</source>
        <translation>
            <numerusform>%1 with %n photo.</numerusform>
            <numerusform>%1 with %n photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enrol %n people</source>
        <translation>
            <numerusform>Enrol %n person</numerusform>
            <numerusform>Enrol %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders, one a person</source>
        <translation>
            <numerusform>%n folder, one a person</numerusform>
            <numerusform>%n folders, one a person</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %n photos or rows were refused, see why below.</source>
        <translation>
            <numerusform>%1; %n photo or row was refused, see why below.</numerusform>
            <numerusform>%1; %n photos or rows were refused, see why below.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n people can be enrolled</source>
        <translation>
            <numerusform>%1: %n person can be enrolled</numerusform>
            <numerusform>%1: %n people can be enrolled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::FootagePanel</name>
    <message numerus="yes">
        <source>Add %n recordings to the case</source>
        <translation>
            <numerusform>Add %n recording to the case</numerusform>
            <numerusform>Add %n recordings to the case</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The recording breaks off before its stated end; %n tracks were found until there.</source>
        <translation>
            <numerusform>The recording breaks off before its stated end; %n track was found until there.</numerusform>
            <numerusform>The recording breaks off before its stated end; %n tracks were found until there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Parts of the recording are damaged and were skipped; %n tracks were found.</source>
        <translation>
            <numerusform>Parts of the recording are damaged and were skipped; %n track was found.</numerusform>
            <numerusform>Parts of the recording are damaged and were skipped; %n tracks were found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks selected · Enter confirm · X reject · N name · U undo</source>
        <translation>
            <numerusform>%n track selected · Enter confirm · X reject · N name · U undo</numerusform>
            <numerusform>%n tracks selected · Enter confirm · X reject · N name · U undo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The analysis of %n sources was interrupted.</source>
        <translation>
            <numerusform>The analysis of %n source was interrupted.</numerusform>
            <numerusform>The analysis of %n sources was interrupted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames are in %1. The original is untouched.</source>
        <translation>
            <numerusform>%n frame is in %1. The original is untouched.</numerusform>
            <numerusform>%n frames are in %1. The original is untouched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n looks are in %1.</source>
        <translation>
            <numerusform>%n look is in %1.</numerusform>
            <numerusform>%n looks are in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::IdentityModel</name>
    <message numerus="yes">
        <source>%n photos</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::JobTray</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::MainWindow</name>
    <message numerus="yes">
        <source>%1 is neither a recording nor a photo.</source>
        <translation>
            <numerusform>%1 is neither a recording nor a photo.</numerusform>
            <numerusform>%1 and others are neither recordings nor photos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::ModelsPage</name>
    <message numerus="yes">
        <source>%n model(s) missing or damaged.</source>
        <translation>
            <numerusform>%n model is missing or damaged.</numerusform>
            <numerusform>%n models are missing or damaged.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::PeoplePanel</name>
    <message numerus="yes">
        <source>%n people selected · M merge · Del remove · U undo</source>
        <translation>
            <numerusform>%n person selected · M merge · Del remove · U undo</numerusform>
            <numerusform>%n people selected · M merge · Del remove · U undo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n photos</source>
        <translation>
            <numerusform>%1 · %n photo</numerusform>
            <numerusform>%1 · %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people are one now: %1. U takes it back.</source>
        <translation>
            <numerusform>%n person is one now: %1. U takes it back.</numerusform>
            <numerusform>%n people are one now: %1. U takes it back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n people with all their photos and templates? This cannot be taken back.</source>
        <translation>
            <numerusform>Remove %n person with all photos and templates? This cannot be taken back.</numerusform>
            <numerusform>Remove %n people with all their photos and templates? This cannot be taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos were removed. U takes it back.</source>
        <translation>
            <numerusform>%n photo was removed. U takes it back.</numerusform>
            <numerusform>%n photos were removed. U takes it back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos are those of %1 now. U takes it back.</source>
        <translation>
            <numerusform>%n photo is that of %1 now. U takes it back.</numerusform>
            <numerusform>%n photos are those of %1 now. U takes it back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos are those of a new person, %1. U takes it back.</source>
        <translation>
            <numerusform>%n photo is that of a new person, %1. U takes it back.</numerusform>
            <numerusform>%n photos are those of a new person, %1. U takes it back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people are in %1, whose hash is %2.</source>
        <translation>
            <numerusform>%n person is in %1, whose hash is %2.</numerusform>
            <numerusform>%n people are in %1, whose hash is %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 new people and %2 who were here already; %n photos were added.</source>
        <translation>
            <numerusform>%1 new people and %2 who were here already; %n photo was added.</numerusform>
            <numerusform>%1 new people and %2 who were here already; %n photos were added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries were not taken in.</source>
        <translation>
            <numerusform>%n entry was not taken in.</numerusform>
            <numerusform>%n entries were not taken in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n templates were computed.</source>
        <translation>
            <numerusform>%n template was computed.</numerusform>
            <numerusform>%n templates were computed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos can be read no more: %1 and others.</source>
        <translation>
            <numerusform>%n photo can be read no more: %1.</numerusform>
            <numerusform>%n photos can be read no more: %1 and others.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n people with all that is stored of them? This cannot be taken back.</source>
        <translation>
            <numerusform>Delete %n person with all that is stored of them? This cannot be taken back.</numerusform>
            <numerusform>Delete %n people with all that is stored of them? This cannot be taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expired people are deleted every %n days from now on.</source>
        <translation>
            <numerusform>Expired people are deleted every day from now on.</numerusform>
            <numerusform>Expired people are deleted every %n days from now on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people whose time was over were deleted by the schedule.</source>
        <translation>
            <numerusform>%n person whose time was over was deleted by the schedule.</numerusform>
            <numerusform>%n people whose time was over were deleted by the schedule.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::PersonInspector</name>
    <message numerus="yes">
        <source>%n people are selected: merge them into one, or remove them.</source>
        <translation>
            <numerusform>%n person is selected.</numerusform>
            <numerusform>%n people are selected: merge them into one, or remove them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::TrackModel</name>
    <message numerus="yes">
        <source>%1 · %2
%3 to %4 · %n frames</source>
        <translation>
            <numerusform>%1 · %2
%3 to %4 · %n frame</numerusform>
            <numerusform>%1 · %2
%3 to %4 · %n frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::TrackReview</name>
    <message numerus="yes">
        <source>Who are these %n tracks?</source>
        <translation>
            <numerusform>Who is this track?</numerusform>
            <numerusform>Who are these %n tracks?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is enrolled from %n looks of this recording.</source>
        <translation>
            <numerusform>%1 is enrolled from %n look of this recording.</numerusform>
            <numerusform>%1 is enrolled from %n looks of this recording.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks are marked as not a face.</source>
        <translation>
            <numerusform>%n track is marked as not a face.</numerusform>
            <numerusform>%n tracks are marked as not a face.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks are one person now: Unknown-%1.</source>
        <translation>
            <numerusform>%n track is one person now: Unknown-%1.</numerusform>
            <numerusform>%n tracks are one person now: Unknown-%1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The box joined the track that goes on there; %n frames in all.</source>
        <translation>
            <numerusform>The box joined the track that goes on there; %n frame in all.</numerusform>
            <numerusform>The box joined the track that goes on there; %n frames in all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The box is followed over %n frames.</source>
        <translation>
            <numerusform>The box is followed over %n frame.</numerusform>
            <numerusform>The box is followed over %n frames.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other tracks are like %1: now suggested.</source>
        <translation>
            <numerusform>%n other track is like %1: now suggested.</numerusform>
            <numerusform>%n other tracks are like %1: now suggested.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::WhyInspector</name>
    <message numerus="yes">
        <source>Does not reach the threshold for a gallery of %n people.</source>
        <translation>
            <numerusform>Does not reach the threshold for a gallery of %n person.</numerusform>
            <numerusform>Does not reach the threshold for a gallery of %n people.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::CasePanel</name>
    <message numerus="yes">
        <source>%n tracks</source>
        <translation>
            <numerusform>%n track</numerusform>
            <numerusform>%n tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Analyse %n new</source>
        <translation>
            <numerusform>Analyse %n new</numerusform>
            <numerusform>Analyse %n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::PeopleModel</name>
    <message numerus="yes">
        <source>%n tracks</source>
        <translation>
            <numerusform>%n track</numerusform>
            <numerusform>%n tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2
%n tracks</source>
        <translation>
            <numerusform>%1 · %2
%n track</numerusform>
            <numerusform>%1 · %2
%n tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::PeopleView</name>
    <message numerus="yes">
        <source>%n looks at the selection</source>
        <translation>
            <numerusform>%n look at the selection</numerusform>
            <numerusform>%n looks at the selection</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::TrainPage</name>
    <message numerus="yes">
        <source>Configuration · %n settings differ from the preset</source>
        <translation>
            <numerusform>Configuration · %n setting differs from the preset</numerusform>
            <numerusform>Configuration · %n settings differ from the preset</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::EnhancePanel</name>
    <message numerus="yes">
        <source>Enhance %n file(s)</source>
        <translation>
            <numerusform>Enhance %n file</numerusform>
            <numerusform>Enhance %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written.</source>
        <translation>
            <numerusform>%n file written.</numerusform>
            <numerusform>%n files written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::MoveBar</name>
    <message numerus="yes">
        <source>Move %n photos of %1 to</source>
        <translation>
            <numerusform>Move %n photo of %1 to</numerusform>
            <numerusform>Move %n photos of %1 to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Split %n photos of %1 into a new person named</source>
        <translation>
            <numerusform>Split %n photo of %1 into a new person named</numerusform>
            <numerusform>Split %n photos of %1 into a new person named</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::ReceiptDialog</name>
    <message numerus="yes">
        <source>%n people were deleted with all that was stored of them. This receipt is shown once: the store keeps the number and the hash, not the name.</source>
        <translation>
            <numerusform>%n person was deleted with all that was stored of them. This receipt is shown once: the store keeps the number and the hash, not the name.</numerusform>
            <numerusform>%n people were deleted with all that was stored of them. This receipt is shown once: the store keeps the number and the hash, not the name.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::EvaluatePanel</name>
    <message numerus="yes">
        <source>%n picture(s) show no face or cannot be read: %1 and others.</source>
        <translation>
            <numerusform>%n picture shows no face or cannot be read: %1.</numerusform>
            <numerusform>%n pictures show no face or cannot be read: %1 and others.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::PairPictures</name>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n pair</numerusform>
            <numerusform>%n pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::DuplicateQuestion</name>
    <message numerus="yes">
        <source>New: %1, %n photos</source>
        <translation>
            <numerusform>New: %1, %n photo</numerusform>
            <numerusform>New: %1, %n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::HealthPage</name>
    <message numerus="yes">
        <source>%n photos have no template of %1, which is in use</source>
        <translation>
            <numerusform>%n photo has no template of %1, which is in use</numerusform>
            <numerusform>%n photos have no template of %1, which is in use</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n templates of %1</source>
        <translation>
            <numerusform>%n template of %1</numerusform>
            <numerusform>%n templates of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n findings</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n days</source>
        <translation>
            <numerusform>every day</numerusform>
            <numerusform>every %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::AlertsPage</name>
    <message numerus="yes">
        <source>%n new alerts</source>
        <translation>
            <numerusform>%n new alert</numerusform>
            <numerusform>%n new alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::LivePage</name>
    <message numerus="yes">
        <source>%1 of %n cameras run</source>
        <translation>
            <numerusform>%1 of %n camera runs</numerusform>
            <numerusform>%1 of %n cameras run</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::PresencePanel</name>
    <message numerus="yes">
        <source>%1 of %n cameras run</source>
        <translation>
            <numerusform>%1 of %n camera runs</numerusform>
            <numerusform>%1 of %n cameras run</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::CalibrationView</name>
    <message numerus="yes">
        <source>my gallery, %n people</source>
        <translation>
            <numerusform>my gallery, %n person</numerusform>
            <numerusform>my gallery, %n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::CameraPage</name>
    <message numerus="yes">
        <source>%n photos taken</source>
        <translation>
            <numerusform>%n photo taken</numerusform>
            <numerusform>%n photos taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::FramePicker</name>
    <message numerus="yes">
        <source>%n faces; click the one to compare.</source>
        <translation>
            <numerusform>%n face; click it to choose it.</numerusform>
            <numerusform>%n faces; click the one to compare.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::AttendancePage</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::SignInScreen</name>
    <message numerus="yes">
        <source>Wait %n seconds.</source>
        <translation>
            <numerusform>Wait %n second.</numerusform>
            <numerusform>Wait %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lineament::ui::AccessLogPage</name>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
</TS>
