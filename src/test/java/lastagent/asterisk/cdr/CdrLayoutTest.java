package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CdrLayoutTest {

    @Test
    void mapsTheColumnsOfFreePbxByName() throws IOException {
        CdrLayout layout = CdrLayout.ofColumns(List.of(
                "calldate",
                "clid",
                "src",
                "dst",
                "dcontext",
                "channel",
                "dstchannel",
                "lastapp",
                "lastdata",
                "duration",
                "billsec",
                "disposition",
                "amaflags",
                "accountcode",
                "uniqueid",
                "userfield",
                "did",
                "recordingfile",
                "cnum",
                "cnam",
                "outbound_cnum",
                "outbound_cnam",
                "dst_cnam",
                "linkedid",
                "peeraccount",
                "sequence"));

        assertThat(layout.column(CdrField.START)).hasValue(0);
        assertThat(layout.column(CdrField.SRC)).hasValue(2);
        assertThat(layout.column(CdrField.DST_CHANNEL)).hasValue(6);
        assertThat(layout.column(CdrField.DID)).hasValue(16);
        assertThat(layout.column(CdrField.LINKED_ID)).hasValue(23);
        assertThat(layout.column(CdrField.END)).isEmpty();
        assertThat(layout.description()).isEqualTo("26 columns by name");
    }

    @Test
    void mapsTheColumnsOfMikoPbxByName() throws IOException {
        CdrLayout layout = CdrLayout.ofColumns(List.of(
                "id",
                "start",
                "endtime",
                "answer",
                "src_chan",
                "src_num",
                "src_name",
                "dst_chan",
                "dst_num",
                "dst_name",
                "UNIQUEID",
                "linkedid",
                "did",
                "disposition",
                "recordingfile",
                "appname",
                "duration",
                "billsec"));

        assertThat(layout.columns())
                .containsEntry(CdrField.START, 1)
                .containsEntry(CdrField.END, 2)
                .containsEntry(CdrField.CHANNEL, 4)
                .containsEntry(CdrField.SRC, 5)
                .containsEntry(CdrField.DST_CHANNEL, 7)
                .containsEntry(CdrField.DST, 8)
                .containsEntry(CdrField.UNIQUE_ID, 10)
                .containsEntry(CdrField.LAST_APP, 15);
    }

    @Test
    void doesNotCareForTheCaseOfNames() throws IOException {
        CdrLayout layout = CdrLayout.ofColumns(List.of("CallDate", "SRC", "DstChannel", "Disposition", "Billsec"));

        assertThat(layout.column(CdrField.DST_CHANNEL)).hasValue(2);
    }

    @Test
    void prefersStartToCalldateWhichMayBeTheTimeOfWriting() throws IOException {
        CdrLayout layout = CdrLayout.ofColumns(
                List.of("calldate", "start", "src", "cnum", "dstchannel", "disposition", "duration"));

        assertThat(layout.column(CdrField.START)).hasValue(1);
        assertThat(layout.column(CdrField.SRC)).hasValue(2);
    }

    @Test
    void takesWhatIsSetByNameOrByNumber() throws IOException {
        CdrLayout layout = CdrLayout.ofColumns(
                List.of("when", "who", "dstchannel", "disposition", "billsec", "calldate"),
                Map.of(CdrField.START, "When", CdrField.SRC, "2"));

        assertThat(layout.column(CdrField.START)).hasValue(0);
        assertThat(layout.column(CdrField.SRC)).hasValue(1);
    }

    @Test
    void saysWhatItSawAndHowToSetItWhereColumnsAreNoCdr() {
        assertThatIOException()
                .isThrownBy(() -> CdrLayout.ofColumns(List.of("id", "name\u001b[2J", "src")))
                .withMessage(
                        "not known as a CDR: the columns are \"id\", \"name\uFFFD[2J\", \"src\"; nothing is start, nothing is "
                                + "dstchannel, nothing is disposition, nothing is end or duration or billsec. Say which column is "
                                + "which by name or by number from 1, as in start=calldate or start=10");
    }

    @Test
    void refusesASetColumnThatIsNotThere() {
        assertThatIOException()
                .isThrownBy(() -> CdrLayout.ofColumns(List.of("src", "start"), Map.of(CdrField.DST_CHANNEL, "agent")))
                .withMessage("there is no column \"agent\", which is set for dstchannel");
    }

    @Test
    void findsAFieldByItsKey() {
        assertThat(CdrField.of("DstChannel")).contains(CdrField.DST_CHANNEL);
        assertThat(CdrField.of("calldate")).isEmpty();
    }
}
